"""How handlers write: replies, callback buttons, links that open the bot."""
