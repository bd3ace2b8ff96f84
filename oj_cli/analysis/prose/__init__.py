"""The check of a text against data: a claim is tested only when every part of it is tied."""
