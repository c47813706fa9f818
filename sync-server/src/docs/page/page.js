"use strict";

// Draws the OpenAPI document as a list of operations, each with its fields and a button that sends it.

// In the order in which somebody new comes across them.
const ROOMS = ["account", "company", "people", "products", "imports", "receipts", "shifts", "reports", "customers", "terminals"];

const element = (name, attributes = {}, ...children) => {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
};

const resolve = (spec, schema) => {
  if (!schema || !schema.$ref) return schema || {};
  return spec.components.schemas[schema.$ref.split("/").pop()] || {};
};

// An example value of a schema: enough to see its shape and to start typing from.
const example = (spec, schema, depth = 0) => {
  const found = resolve(spec, schema);
  if (depth > 6) return null;
  if (found.enum) return found.enum[0];
  if (found.allOf) return Object.assign({}, ...found.allOf.map((part) => example(spec, part, depth + 1)));
  const choice = (found.oneOf || found.anyOf || []).find((part) => part.type !== "null");
  if (choice) return example(spec, choice, depth + 1);
  const type = [].concat(found.type || (found.properties ? "object" : "string")).find((name) => name !== "null");
  if (type === "object") {
    return Object.fromEntries(Object.entries(found.properties || {}).map(([key, part]) => [key, example(spec, part, depth + 1)]));
  }
  if (type === "array") return [example(spec, found.items, depth + 1)];
  if (type === "integer" || type === "number") return 0;
  if (type === "boolean") return true;
  return found.format === "uuid" ? "00000000-0000-0000-0000-000000000000" : "";
};

const send = async (method, path, operation, inputs, body, out) => {
  let url = path;
  const query = new URLSearchParams();
  for (const [parameter, input] of inputs) {
    if (parameter.in === "path") url = url.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
    else if (input.value !== "") query.set(parameter.name, input.value);
  }
  if ([...query].length) url += `?${query}`;
  const headers = { "accept-language": navigator.language };
  const token = document.getElementById("token").value.trim();
  if (token) headers.authorization = `Bearer ${token}`;
  const request = { method: method.toUpperCase(), headers, credentials: token ? "omit" : "same-origin" };
  if (body && body.files) {
    request.body = new FormData();
    request.body.append("file", body.files[0]);
  } else if (body) {
    headers["content-type"] = "application/json";
    request.body = body.value;
  }
  try {
    const response = await fetch(url, request);
    const text = await response.text();
    let shown = text;
    try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: shown as it came */ }
    out.textContent = `${response.status} ${response.statusText}\n${shown}`;
  } catch (error) {
    out.textContent = `The server did not answer: ${error.message}`;
  }
};

const draw = (spec, method, path, operation) => {
  const inputs = (operation.parameters || []).map((parameter) => {
    const schema = resolve(spec, parameter.schema);
    return [parameter, element("input", { name: parameter.name, placeholder: schema.enum ? schema.enum.join(" | ") : "" })];
  });
  const content = operation.requestBody && operation.requestBody.content;
  let body = null;
  if (content && content["multipart/form-data"]) body = element("input", { type: "file" });
  else if (content) body = element("textarea", { value: JSON.stringify(example(spec, content["application/json"].schema), null, 2) });
  const answer = operation.responses["200"];
  const shape = answer && answer.content && answer.content["application/json"];
  const out = element("pre", { hidden: true });
  const button = element("button", { type: "button", textContent: "Send" });
  button.addEventListener("click", async () => {
    out.hidden = false;
    out.textContent = "…";
    await send(method, path, operation, inputs, body, out);
  });
  const details = element("details", {},
    element("summary", {},
      element("span", { className: `method ${method}`, textContent: method.toUpperCase() }),
      element("code", { textContent: path }),
      element("span", { textContent: operation.summary || "" })),
    element("div", { className: "body" },
      element("p", { textContent: operation.description || "" }),
      ...inputs.map(([parameter, input]) => element("label", {},
        `${parameter.name}${parameter.required ? " *" : ""} `, input, " ",
        element("small", { textContent: parameter.description || "" }))),
      ...(body ? [element("label", {}, "Body", body)] : []),
      button, out,
      ...(shape ? [element("p", {}, element("small", { textContent: "Answer" })),
        element("pre", { textContent: JSON.stringify(example(spec, shape.schema), null, 2) })] : [])));
  details.dataset.words = `${method} ${path} ${operation.summary || ""} ${operation.description || ""}`.toLowerCase();
  return details;
};

const start = async () => {
  const spec = await (await fetch("/api/openapi.json")).json();
  // What stands between backticks is code.
  const about = spec.info.description.split("`").map((text, place) => place % 2 ? element("code", { textContent: text }) : text);
  document.getElementById("about").replaceChildren(...about);
  const groups = new Map(ROOMS.map((room) => [room, []]));
  for (const [path, item] of Object.entries(spec.paths)) {
    for (const method of ["get", "post", "put", "delete"]) {
      if (!item[method]) continue;
      const tag = (item[method].tags || ["other"])[0];
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag).push(draw(spec, method, path, item[method]));
    }
  }
  const main = document.getElementById("operations");
  main.replaceChildren(...[...groups].filter(([, list]) => list.length).map(([tag, list]) => element("section", {}, element("h2", { textContent: tag }), ...list)));
  document.getElementById("search").addEventListener("input", ({ target }) => {
    const wanted = target.value.toLowerCase();
    for (const details of main.querySelectorAll("details")) details.hidden = !details.dataset.words.includes(wanted);
    for (const section of main.querySelectorAll("section")) section.hidden = !section.querySelector("details:not([hidden])");
  });
  document.getElementById("token-form").addEventListener("submit", (event) => event.preventDefault());
};

start();
