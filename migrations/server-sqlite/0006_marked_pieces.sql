-- Marked goods: which piece a line sold or took back. It differs from the schema for PostgreSQL in nothing.

-- Identification code of a marked piece; null for everything else. The whole code is in the column barcode.
alter table sale_line add column ki text;
