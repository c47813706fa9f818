mod engine;
mod linters;
mod lossy;
