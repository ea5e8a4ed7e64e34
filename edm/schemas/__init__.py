"""What goes over the wire, field by field; the OpenAPI page is made of these."""
