"""What is stored: tables, enumerations, engine, migrations. No Qt, no sentence for people."""
