//! A till and a server over a link that loses, repeats and delays every message always end level.
#![expect(
    clippy::unwrap_used,
    reason = "a model that cannot go on fails its test"
)]

#[path = "model/server.rs"]
mod server;
#[path = "model/till.rs"]
mod till;

use std::collections::BTreeMap;

use bezmen_contract::wire::PushRequest;
use bezmen_domain::id::{OpId, TerminalId};
use bezmen_sync::pull::PullStep;
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::test_runner::Config;

use server::Server;
use till::Till;

/// What may happen.
#[derive(Debug, Clone)]
enum Happening {
    Sell(u8),
    /// The owner edits a product, or deletes it.
    Edit(u8, bool),
    Push(Fate),
    Pull {
        delivered: bool,
    },
    /// The till asks what the server has of it.
    AskHead,
    /// A request that was delayed on the way arrives after all; nobody hears the answer.
    LateRequest,
    /// The server is restored from the last backup; whether the one who does it says so is another matter.
    RestoreServer {
        told: bool,
    },
    BackUpServer,
    /// The till's disk is put back to an earlier image.
    RestoreTill,
    TakeTillImage,
}

#[derive(Debug, Clone, Copy)]
enum Fate {
    Arrives,
    RequestLost,
    RequestDelayed,
    AnswerLost,
    ArrivesTwice,
}

fn happening() -> impl Strategy<Value = Happening> {
    let fate = prop_oneof![
        4 => Just(Fate::Arrives),
        1 => Just(Fate::RequestLost),
        1 => Just(Fate::RequestDelayed),
        2 => Just(Fate::AnswerLost),
        1 => Just(Fate::ArrivesTwice),
    ];
    prop_oneof![
        6 => (1_u8..5).prop_map(Happening::Sell),
        4 => (0_u8..20, any::<bool>()).prop_map(|(id, gone)| Happening::Edit(id, gone)),
        8 => fate.prop_map(Happening::Push),
        6 => any::<bool>().prop_map(|delivered| Happening::Pull { delivered }),
        2 => Just(Happening::LateRequest),
        2 => Just(Happening::AskHead),
        1 => any::<bool>().prop_map(|told| Happening::RestoreServer { told }),
        1 => Just(Happening::BackUpServer),
        1 => Just(Happening::RestoreTill),
        1 => Just(Happening::TakeTillImage),
    ]
}

struct World {
    server: Server,
    backup: Server,
    till: Till,
    image: Till,
    /// Everything that was ever acknowledged to a cashier, on any timeline.
    sold: BTreeMap<OpId, String>,
    delayed: Vec<PushRequest>,
    images: u64,
}

impl World {
    fn new() -> Self {
        let server = Server {
            server_epoch: 1,
            ..Server::default()
        };
        let till = Till::new(TerminalId::from_parts(1, [1; 10]), 1, 1);
        Self {
            backup: server.clone(),
            image: till.clone(),
            server,
            till,
            sold: BTreeMap::new(),
            delayed: Vec::new(),
            images: 1,
        }
    }

    fn happens(&mut self, what: &Happening) {
        match *what {
            Happening::Sell(count) => {
                for _ in 0..count {
                    self.till.sell();
                    let op = self.till.log.last().unwrap();
                    self.sold.insert(op.op_id, op.body.clone());
                }
            }
            Happening::Edit(id, gone) => {
                let body = (!gone).then(|| format!("price {}", self.server.rev));
                self.server.edit(format!("product {id}"), body);
            }
            Happening::Push(fate) => self.push(fate),
            Happening::Pull { delivered } => self.pull(delivered),
            Happening::LateRequest => {
                if let Some(request) = self.delayed.pop() {
                    let _ = self.server.push(&request);
                }
            }
            Happening::RestoreServer { told } => self.restore_server(told),
            Happening::AskHead => self.ask_head(),
            Happening::BackUpServer => self.backup = self.server.clone(),
            Happening::RestoreTill => {
                // What the till sold and never sent is gone with its disk; no protocol brings it back.
                let kept: Vec<OpId> = self.image.all_ops().map(|op| op.op_id).collect();
                for op in self.till.all_ops() {
                    if !self.server.effects.contains_key(&op.op_id) && !kept.contains(&op.op_id) {
                        self.sold.remove(&op.op_id);
                    }
                }
                self.images += 1;
                self.till = self.image.clone();
                self.till.new_timeline(self.images);
                self.backup = self.server.clone();
            }
            Happening::TakeTillImage => self.image = self.till.clone(),
        }
    }

    fn restore_server(&mut self, told: bool) {
        // Two disasters at once are another test: the image must not be older than what the backup lacks.
        self.image = self.till.clone();
        let epoch = self.server.server_epoch;
        let epochs = self.server.epochs.clone();
        self.server = self.backup.clone();
        // Epochs come back with the tills that carry them.
        for (terminal_id, epoch) in epochs {
            self.server.epochs.insert(terminal_id, epoch);
        }
        self.server.server_epoch = epoch + u32::from(told);
        self.backup = self.server.clone();
        self.delayed.clear();
    }

    fn push(&mut self, fate: Fate) {
        let Some(request) = self.till.to_push() else {
            return;
        };
        match fate {
            Fate::RequestLost => return,
            Fate::RequestDelayed => {
                self.delayed.push(request);
                return;
            }
            Fate::AnswerLost => {
                let _ = self.server.push(&request);
                return;
            }
            Fate::ArrivesTwice => {
                let _ = self.server.push(&request);
            }
            Fate::Arrives => {}
        }
        let answer = self.server.push(&request);
        let now = (
            self.server.epoch_of(self.till.terminal_id),
            self.server.server_epoch,
        );
        self.till.pushed(&request, answer, now);
    }

    fn pull(&mut self, delivered: bool) {
        match self.till.wants() {
            PullStep::Snapshot if delivered => {
                let (rows, upto, sum) = self.server.snapshot();
                self.till.puller.server_epoch = self.server.server_epoch;
                self.till.snapshot(&rows, upto, sum);
            }
            PullStep::Page { after } if delivered => {
                let page = self.server.page(after, 3);
                self.till.pulled(&page);
            }
            PullStep::Snapshot | PullStep::Page { .. } => {}
        }
    }

    fn ask_head(&mut self) {
        let head = self
            .server
            .head(self.till.terminal_id, self.till.pusher.epoch);
        self.till.heard_head(&head, (head.epoch, head.server_epoch));
        let older: Vec<u32> = self.till.older.keys().copied().collect();
        for epoch in older {
            let head = self.server.head(self.till.terminal_id, epoch);
            self.till.heard_older_head(epoch, &head);
        }
    }

    /// The network is well again: everything must come level in a bounded number of exchanges.
    fn heal(&mut self) {
        for _ in 0..200 {
            self.ask_head();
            self.push(Fate::Arrives);
            self.pull(true);
        }
    }

    fn check(&self) {
        assert!(self.till.to_push().is_none(), "the outbox is empty");
        for (op_id, body) in &self.sold {
            assert_eq!(
                self.server.effects.get(op_id),
                Some(&1),
                "{body} counts once"
            );
        }
        for ((_, epoch), ops) in &self.server.ledger {
            bezmen_sync::chain::verify_run(
                self.till.terminal_id,
                *epoch,
                Some(&bezmen_sync::chain::GENESIS),
                ops,
            )
            .expect("the ledger's chain holds");
        }
        let mine: Vec<_> = self
            .till
            .rows
            .iter()
            .map(|(id, (body, _))| (id.clone(), body.clone()))
            .collect();
        let theirs: Vec<_> = self
            .server
            .feed
            .values()
            .filter(|row| !row.deleted)
            .map(|row| (row.id.clone(), row.body.clone()))
            .collect();
        assert_eq!(mine, theirs, "the till shows what the owner set");
    }
}

proptest! {
    #![proptest_config(Config { cases: 400, ..Config::default() })]

    #[test]
    fn a_healed_link_ends_level_with_nothing_lost_and_nothing_twice(
        story in proptest::collection::vec(happening(), 1..60)
    ) {
        let mut world = World::new();
        for what in &story {
            world.happens(what);
        }
        world.heal();
        world.check();
    }
}

#[test]
fn a_thousand_waiting_sales_go_in_runs_of_at_most_five_hundred() {
    let mut world = World::new();
    for _ in 0..1_200 {
        world.happens(&Happening::Sell(1));
    }
    let sizes: Vec<usize> = std::iter::from_fn(|| {
        let size = world.till.to_push()?.ops.len();
        world.push(Fate::Arrives);
        Some(size)
    })
    .collect();
    assert_eq!(sizes, [500, 500, 200]);
    world.heal();
    world.check();
}
