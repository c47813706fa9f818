mod built;
mod engine;
mod linters;
mod lossy;
