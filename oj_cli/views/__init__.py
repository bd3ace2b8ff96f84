"""From results to documents: what each command says, before it is laid out."""
