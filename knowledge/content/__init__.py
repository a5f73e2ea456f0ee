"""The FAQ base: documents as editors keep them, and the typed base the bot answers from.

documents         a document's kind and what it holds
document_parsing  a document made of plain data, strictly
fact_values       a quoted fact (`{vote_june30}`) as each language writes it
faq_base          everything together: entries, facts, sources, topics, aliases, scope
"""
