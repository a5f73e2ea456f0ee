"""What each chat is owed about meetings: subscriptions, plans, content, outcomes."""
