-- The shop's own barcode rules. It differs from the schema for SQLite in nothing.

-- JSON: the rules in their order as tills pull them (BarcodeRuleRow); an empty list means the built-in ones.
alter table tenant add column barcode_rules text not null default '[]';
