//! What can be wrong with a simulated fiscal device.

use crate::simulate::fault::faults;

faults! {
    /// What is wrong, until it is told otherwise.
    pub enum FiscalFault of "a fiscal device" {
        /// Nothing.
        #[default]
        None => "ok",
        /// Connections are closed at once.
        Off => "off",
        /// Requests are read and never answered, nor obeyed.
        Silent => "silent",
        /// Each request is answered with “in progress” to this many questions.
        Slow(u32 = 20) => "slow",
        /// The next so many posts are dropped before they are taken.
        DropsPosts(u32 = 1) => "drops-posts",
        /// Posts are taken and obeyed, and never answered.
        DiesAfterTaking => "dies-after-taking",
        /// The next so many answers to questions break off in their middle.
        LosesAnswers(u32 = 1) => "loses-answers",
        /// Every request is answered with 401.
        Unauthorized => "unauthorized",
        /// Every request is answered with 500.
        ServerError => "server-error",
        /// Every answer is something else than JSON.
        Garbage => "garbage",
        /// The server has lost the device: posts are answered with 409.
        NotConnected => "not-connected",
        /// There is no paper: documents fail before they begin.
        PaperOut => "paper-out",
        /// The paper ends in a document: it is registered, and blocks the queue until there is paper.
        PaperEnds => "paper-ends",
        /// The connection to the device breaks in a document: it is registered, and blocks the queue until it is back.
        LinkBreaks => "link-breaks",
        /// The server forgets every request, as after a new installation.
        Forgets => "forgets",
    }
}
