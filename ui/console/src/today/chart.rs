//! Charts by Apache ECharts, drawn as SVG in the theme's colours.

use bezmen_domain::money::Money;
use bezmen_kit::look;
use charming::Chart;
use charming::component::{Axis, Grid};
use charming::datatype::CompositeValue;
use charming::element::{
    AreaStyle, AxisLabel, AxisLine, AxisTick, AxisType, Color, ItemStyle, LineStyle, SplitLine,
    Symbol, Tooltip, Trigger,
};
use charming::series::{Bar, Line};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use crate::{theme, words};

/// A row of the chart: its name, the sum, and the sum compared with, if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// What stands under the bar.
    pub name: String,
    /// The bar.
    pub now: Money,
    /// The line.
    pub before: Option<Money>,
}

/// The names of bar and line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// What the bars are.
    pub now: String,
    /// What the line is.
    pub before: String,
}

/// The colours of a theme; they are those of the style sheet, which a chart cannot read.
struct Palette {
    bar: &'static str,
    line: &'static str,
    text: &'static str,
    rule: &'static str,
    ground: &'static str,
}

const LIGHT: Palette = Palette {
    bar: "#0b6b50",
    line: "#8a948e",
    text: "#55625b",
    rule: "#dce1dc",
    ground: "#ffffff",
};
const DARK: Palette = Palette {
    bar: "#3ccb9b",
    line: "#8d9a93",
    text: "#a5b2ab",
    rule: "#343e39",
    ground: "#262f2b",
};

#[wasm_bindgen]
extern "C" {
    type Drawing;

    #[wasm_bindgen(js_namespace = echarts, js_name = init, catch)]
    fn init(
        place: &web_sys::Element,
        theme: &JsValue,
        options: &JsValue,
    ) -> Result<Drawing, JsValue>;

    #[wasm_bindgen(method, js_name = setOption)]
    fn set_option(this: &Drawing, option: &JsValue);

    #[wasm_bindgen(method)]
    fn resize(this: &Drawing);

    #[wasm_bindgen(method)]
    fn dispose(this: &Drawing);
}

/// Whole units of the currency as a chart's number. Charts draw; they do not count.
#[expect(
    clippy::float_arithmetic,
    reason = "the height of a bar is a picture, not an amount"
)]
fn height(amount: Money) -> f64 {
    let per_unit = u32::try_from(look::currency().minor_per_unit()).unwrap_or(1);
    amount.minor() as f64 / f64::from(per_unit)
}

fn option(points: &[Point], names: &Names, colors: &Palette) -> Chart {
    let text = |size: f64| {
        AxisLabel::new()
            .color(Color::Value(colors.text.to_owned()))
            .font_size(size)
    };
    let rule = LineStyle::new().color(Color::Value(colors.rule.to_owned()));
    let bars: Vec<f64> = points.iter().map(|point| height(point.now)).collect();
    let mut chart = Chart::new()
        .animation(false)
        .grid(
            Grid::new()
                .left("8")
                .right("8")
                .top("16")
                .bottom("4")
                .contain_label(true),
        )
        .tooltip(
            Tooltip::new()
                .trigger(Trigger::Axis)
                .background_color(Color::Value(colors.ground.to_owned()))
                .border_color(Color::Value(colors.rule.to_owned())),
        )
        .x_axis(
            Axis::new()
                .type_(AxisType::Category)
                .data(points.iter().map(|point| point.name.clone()).collect())
                .axis_label(text(12.0))
                .axis_tick(AxisTick::new().show(false))
                .axis_line(AxisLine::new().show(false)),
        )
        .y_axis(
            Axis::new()
                .type_(AxisType::Value)
                .axis_label(text(12.0))
                .split_line(SplitLine::new().line_style(rule)),
        )
        .series(
            Bar::new()
                .name(names.now.clone())
                .data(bars)
                .bar_width(CompositeValue::String("62%".to_owned()))
                .item_style(
                    ItemStyle::new()
                        .color(Color::Value(colors.bar.to_owned()))
                        .border_radius(3.0),
                ),
        );
    if points.iter().any(|point| point.before.is_some()) {
        let line: Vec<f64> = points
            .iter()
            .map(|point| height(point.before.unwrap_or_default()))
            .collect();
        chart = chart.series(
            Line::new()
                .name(names.before.clone())
                .data(line)
                .symbol(Symbol::None)
                .line_style(
                    LineStyle::new()
                        .color(Color::Value(colors.line.to_owned()))
                        .width(2.0),
                )
                .item_style(ItemStyle::new().color(Color::Value(colors.line.to_owned())))
                .area_style(AreaStyle::new().opacity(0.08)),
        );
    }
    chart
}

/// Adds what charming has no words for: the description for screen readers, and sums as the language writes them.
fn finished(points: &[Point], names: &Names, label: &str, colors: &Palette) -> Option<JsValue> {
    let mut option = serde_json::to_value(option(points, names, colors)).ok()?;
    option["textStyle"] =
        serde_json::json!({ "fontFamily": "Inter Variable, DejaVu Sans, sans-serif" });
    // An axis of whole units has no marks between them.
    option["yAxis"]["minInterval"] = serde_json::json!(1);
    option["aria"] = serde_json::json!({ "enabled": true, "label": { "description": label } });
    option["tooltip"]["textStyle"] = serde_json::json!({ "color": colors.text, "fontSize": 14 });
    option["tooltip"]["confine"] = serde_json::json!(true);
    let option = js_sys::JSON::parse(&option.to_string()).ok()?;
    let write = Closure::<dyn Fn(f64) -> String>::new(money_of).into_js_value();
    let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &JsValue::from_str(name)).ok();
    js_sys::Reflect::set(
        &get(&option, "tooltip")?,
        &JsValue::from_str("valueFormatter"),
        &write,
    )
    .ok()?;
    let axis = get(&option, "yAxis")?;
    let write = Closure::<dyn Fn(f64) -> String>::new(whole_of).into_js_value();
    js_sys::Reflect::set(
        &get(&axis, "axisLabel")?,
        &JsValue::from_str("formatter"),
        &write,
    )
    .ok()?;
    Some(option)
}

#[expect(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    reason = "the sum comes back from the chart as it went in"
)]
fn money_of(height: f64) -> String {
    let per_unit = u32::try_from(look::currency().minor_per_unit()).unwrap_or(1);
    let minor = (height * f64::from(per_unit)).round() as i64;
    bezmen_domain::money::format(Money::from_minor(minor), look::currency(), look::locale())
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the marks of an axis are whole units far below 2^53"
)]
fn whole_of(height: f64) -> String {
    let whole = height as i64;
    let text = words::number(whole.unsigned_abs());
    if whole < 0 {
        format!("\u{2212}{text}")
    } else {
        text
    }
}

/// Bars with a line behind them. The table beside it says the same in words.
#[component]
pub fn BarChart(
    /// The rows.
    #[prop(into)]
    points: Signal<Vec<Point>>,
    /// What bars and line are.
    #[prop(into)]
    names: Signal<Names>,
    /// What the whole shows, for screen readers.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let said = label.clone();
    let drawing = StoredValue::new_local(None::<Drawing>);
    Effect::new(move || {
        let Some(place) = place.get() else { return };
        let colors = if theme::is_dark() { &DARK } else { &LIGHT };
        let option =
            points.with(|points| names.with(|names| finished(points, names, &label, colors)));
        let Some(option) = option else { return };
        drawing.update_value(|drawing| {
            if drawing.is_none() {
                *drawing = init(&place, &JsValue::NULL, &svg()).ok();
            }
            if let Some(drawing) = drawing {
                drawing.set_option(&option);
            }
        });
    });
    let resize = window_event_listener(leptos::ev::resize, move |_| {
        drawing.with_value(|drawing| drawing.as_ref().map(Drawing::resize));
    });
    on_cleanup(move || {
        resize.remove();
        drawing.try_update_value(|drawing| drawing.take().map(|drawing| drawing.dispose()));
    });
    view! { <div node_ref=place class="cs-chart" role="img" aria-label=said data-testid="chart"></div> }
}

fn svg() -> JsValue {
    let options = js_sys::Object::new();
    drop(js_sys::Reflect::set(
        &options,
        &"renderer".into(),
        &"svg".into(),
    ));
    options.into()
}
