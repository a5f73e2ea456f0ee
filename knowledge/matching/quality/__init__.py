"""How well an index answers question banks and chats: figures, printed elsewhere."""
