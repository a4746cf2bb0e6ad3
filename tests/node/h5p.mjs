// Hands a package to a server of H5P that has no libraries. Prints what keeps it from taking the package.
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);
const H5P = require("@lumieducation/h5p-server");
const [file, work] = process.argv.slice(2);
const folder = (name) => path.join(work, name);

const config = new H5P.H5PConfig(new H5P.fsImplementations.InMemoryStorage(), { sendUsageStatistics: false });
const editor = H5P.fs(config, folder("libraries"), folder("temporary"), folder("content"));
const user = { id: "1", name: "Teacher", email: "teacher@example.org", type: "local" };

try {
  await editor.packageImporter.addPackageLibrariesAndTemporaryFiles(file, user);
  console.log("[]");
} catch (error) {
  const errors = error.getErrors ? error.getErrors() : [error];
  console.log(JSON.stringify(errors.map((one) => one.errorId ?? String(one))));
}
