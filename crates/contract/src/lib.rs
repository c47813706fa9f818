//! What crosses a boundary: calls of the till, the sync wire, the console API.
