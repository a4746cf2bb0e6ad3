// Reads a page as search engines do. Prints what breaks Google's rules for rich results, and every type and
// property that schema.org does not know. The vocabulary is made from its TypeScript types.
import { readFileSync } from "node:fs";
import Validator from "@adobe/structured-data-validator";
import WebAutoExtractor from "@marbec/web-auto-extractor";

const TYPES = "node_modules/schema-dts/dist/schema.d.ts";

function vocabulary(declarations) {
  const classes = new Map();
  const domains = new Map();
  const blocks = declarations.matchAll(/^(?:export )?interface (\w+?)(?:Base|Leaf) extends ([^{]+) \{\n(.*?)^\}/gms);
  for (const [, name, parents, body] of blocks) {
    const known = classes.get(name) ?? new Set();
    for (const [, parent] of parents.matchAll(/(\w+)Base\b/g)) if (parent !== name) known.add(parent);
    classes.set(name, known);
    for (const [, property] of body.matchAll(/^ {4}"(\w+)"\?:/gm))
      domains.set(property, [...(domains.get(property) ?? []), name]);
  }
  const references = (names) => [...names].map((name) => ({ "@id": `schema:${name}` }));
  return {
    "@graph": [
      ...[...classes].map(([name, parents]) => ({
        "@id": `schema:${name}`,
        "@type": "rdfs:Class",
        "rdfs:subClassOf": references(parents),
      })),
      ...[...domains].map(([name, owners]) => ({
        "@id": `schema:${name}`,
        "@type": "rdf:Property",
        "schema:domainIncludes": references(owners),
      })),
    ],
  };
}

// An object of several types may have the properties of each; the validator asks every type for all of them.
function unknownToAllTypes(issue, issues) {
  const types = [JSON.parse(issue.source)["@type"]].flat();
  if (issue.path.length > 1 || types.length === 1) return true;
  const field = String(issue.fieldNames);
  return types.every((type) =>
    issues.some((one) => String(one.fieldNames) === field && one.issueMessage.includes(`for type "${type}"`)),
  );
}

const found = new WebAutoExtractor({ addLocation: true }).parse(readFileSync(process.argv[2], "utf8"));
const kinds = Object.keys(found.jsonld ?? {}).sort();
const issues = await new Validator(vocabulary(readFileSync(TYPES, "utf8"))).validate(found);
const unknown = issues.filter((issue) => issue.errorType === "schemaOrg" && issue.severity === "WARNING");
const wrong = issues.filter(
  (issue) => issue.severity === "ERROR" || (unknown.includes(issue) && unknownToAllTypes(issue, unknown)),
);
console.log(
  JSON.stringify({ kinds, problems: [...new Set(wrong.map((issue) => `${issue.rootType}: ${issue.issueMessage}`))] }),
);
