//! Receipts: numbers 1..n, lines that add up to the total, payments that pay it, stock that moved as sold.

use rusqlite::Connection;

use super::VerifyReport;
use crate::refusal::Refusal;

/// Each statement answers a sentence for every fault it finds.
const CHECKS: [&str; 9] = [
    "select 'series ' || s.series || ' has ' || count(*) || ' receipts, its last number is ' || max(s.number)
        from sale s group by s.series having count(*) <> max(s.number) or min(s.number) <> 1",
    "select 'series ' || r.series || ' took numbers up to ' || r.last_number || ', its receipts end at '
            || coalesce((select max(s.number) from sale s where s.series = r.series), 0)
        from receipt_series r
        where r.last_number <> coalesce((select max(s.number) from sale s where s.series = r.series), 0)",
    "select 'receipt ' || s.series || '-' || s.number || ': the lines do not add up to the total'
        from sale s where (s.total_minor, s.gross_minor, s.discount_minor) is not (
            select sum(l.total_minor), sum(l.gross_minor), sum(l.discount_minor)
            from sale_line l where l.sale_rid = s.rid)",
    "select 'receipt ' || s.series || '-' || s.number || ': a line is not its base and tax, or not its price less discounts'
        from sale s where exists (select 1 from sale_line l where l.sale_rid = s.rid and (
            l.base_minor + l.tax_minor <> l.total_minor
            or (l.tax_mode = 'included' and l.gross_minor - l.discount_minor <> l.total_minor)
            or (l.tax_mode = 'on_top' and l.gross_minor - l.discount_minor <> l.base_minor)))",
    "select 'receipt ' || s.series || '-' || s.number || ': the payments are not the total with its rounding'
        from sale s where s.total_minor + s.rounding_minor <>
            (select coalesce(sum(p.amount_minor), 0) from sale_payment p where p.sale_rid = s.rid)",
    "select 'receipt ' || s.series || '-' || s.number || ': the taxes are not those of its lines'
        from sale s where (select coalesce(sum(t.tax_minor), 0) from sale_tax t where t.sale_rid = s.rid) <>
            (select coalesce(sum(l.tax_minor), 0) from sale_line l where l.sale_rid = s.rid)",
    "select 'receipt ' || s.series || '-' || s.number || ' is not in the log'
        from sale s where not exists (select 1 from op o where o.epoch = s.op_epoch and o.seq = s.op_seq and o.kind = s.kind)",
    "select 'receipt ' || s.series || '-' || s.number || ': more of a line came back than was sold'
        from sale s join sale_line l on l.sale_rid = s.rid
        where s.kind = 'sale' and l.quantity <
            (select coalesce(sum(b.quantity), 0) from sale_line b where b.return_of_line = l.id)",
    "select 'receipt ' || s.series || '-' || s.number || ': its lines are not those of its operation'
        from sale s where
            (select json_group_array(json_array(l.id, l.product_id, l.quantity, l.total_minor, l.ki)) from sale_line l
                where l.sale_rid = s.rid)
            is not (select json_group_array(json_array(p.value ->> 'line_id', p.value ->> 'product_id', p.value ->> 'quantity',
                p.value ->> 'total', p.value ->> 'ki')) from op o, json_each(o.body, '$.lines') p where o.epoch = s.op_epoch and o.seq = s.op_seq)",
];

/// Adds every receipt up again.
pub fn check(connection: &Connection, report: &mut VerifyReport) -> Result<(), Refusal> {
    report.receipts = connection.query_row("select count(*) from sale", [], |row| row.get(0))?;
    for sql in CHECKS {
        let mut statement = connection.prepare(sql)?;
        let faults = statement.query_map([], |row| row.get::<_, String>(0))?;
        for fault in faults {
            report.fault(fault?);
        }
    }
    Ok(())
}
