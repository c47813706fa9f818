//! The server that merges all tills and serves the owner's console.
//!
//! A room per business area, each with its routes, queries and projection; below them [`platform`].

pub mod app;
pub mod catalog;
pub mod commands;
pub mod customers;
pub mod demo;
pub mod docs;
mod health;
pub mod imports;
pub mod people;
pub mod platform;
pub mod projections;
pub mod reports;
pub mod sales;
pub mod shifts;
pub mod stores;
pub mod sync;
pub mod tenants;
pub mod terminals;
mod web;
