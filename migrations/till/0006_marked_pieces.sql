-- Marked goods: each piece has a code, and what became of it last is asked whenever it is scanned.

-- Identification code of a marked piece; null for everything else.
alter table sale_line add column ki text;
create index sale_line_by_ki on sale_line (ki) where ki is not null;
