"""The Bot API's forms and limits: parameters, HTML, entities, keyboards, JSON; no state."""
