"""The gateway: who may do what. Users, access, uploads, workflows, the public API, and the web app's files."""
