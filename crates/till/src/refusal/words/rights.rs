//! What somebody may not do, in words.

use bezmen_domain::locale::Locale;
use bezmen_domain::permission::Permission;

/// Says that a permission is missing.
pub(super) fn may_not(permission: Permission, locale: Locale) -> &'static str {
    match permission {
        Permission::Sell => locale.pick("Вам нельзя продавать.", "You may not sell."),
        Permission::OpenShift => {
            locale.pick("Вам нельзя открывать смену.", "You may not open a shift.")
        }
        Permission::CloseShift => locale.pick(
            "Вам нельзя закрывать смену.",
            "You may not close the shift.",
        ),
        Permission::LineDiscount | Permission::ReceiptDiscount => locale.pick(
            "Вам нельзя давать скидку.",
            "You may not give this discount.",
        ),
        Permission::RemoveLine => {
            locale.pick("Вам нельзя удалять строки.", "You may not remove lines.")
        }
        Permission::VoidTicket => {
            locale.pick("Вам нельзя отменять чек.", "You may not cancel the ticket.")
        }
        Permission::OpenPrice => {
            locale.pick("Вам нельзя вводить цену.", "You may not type a price.")
        }
        Permission::ManualWeight => {
            locale.pick("Вам нельзя вводить вес.", "You may not type a weight.")
        }
        Permission::SellMarkedAgain => locale.pick(
            "Вам нельзя продавать код маркировки второй раз.",
            "You may not sell a marking code a second time.",
        ),
        Permission::RefundInCash => locale.pick(
            "Платили не наличными: вернуть наличные можно с согласия старшего.",
            "It was not paid in cash: giving cash back takes a manager's consent.",
        ),
        Permission::Return | Permission::ReturnWithoutReceipt => locale.pick(
            "Вам нельзя оформлять возврат.",
            "You may not take goods back.",
        ),
        Permission::CashInOut => locale.pick(
            "Вам нельзя вносить и изымать деньги.",
            "You may not move cash.",
        ),
        Permission::OpenDrawer => locale.pick(
            "Вам нельзя открывать ящик без продажи.",
            "You may not open the drawer without a sale.",
        ),
        Permission::ManageDevices => locale.pick(
            "Вам нельзя менять оборудование.",
            "You may not change devices.",
        ),
        Permission::PairTerminal => locale.pick(
            "Вам нельзя подключать кассу.",
            "You may not connect the till.",
        ),
        _ => locale.pick("На это у вас нет права.", "You may not do this."),
    }
}
