mod linters;
