"""How does somebody prove who they are? Passwords, sessions, tokens, and links in mails."""
