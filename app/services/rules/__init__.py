"""Pure rules: the law and the practice of the field, without SQL and without Qt."""
