"""How do the raw numbers of each family of networks become boxes? One pure function a family."""
