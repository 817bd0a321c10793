#!/usr/bin/env node
// build_package.js LIBRARY FOLDER: writes the npm package that carries this shared library, and prints its path.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

if (process.argv.length !== 4) {
  console.error("usage: build_package.js LIBRARY FOLDER");
  process.exit(64);
}
const [library, folder] = process.argv.slice(2).map((path) => resolve(path));
const here = fileURLToPath(new URL(".", import.meta.url));
const staging = mkdtempSync(join(tmpdir(), "unknot-package-"));
try {
  const carried = join(staging, `lib/${process.platform}-${process.arch}`);
  mkdirSync(carried, { recursive: true });
  mkdirSync(folder, { recursive: true });
  for (const part of ["index.js", "index.d.ts", "src", "README.md", "../../LICENSE"]) {
    cpSync(join(here, part), join(staging, part.replace("../../", "")), { recursive: true });
  }
  const { devDependencies, ...manifest } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
  writeFileSync(join(staging, "package.json"), JSON.stringify(manifest, null, 2) + "\n");
  execFileSync("strip", ["--strip-unneeded", "-o", join(carried, "libunknot.so.1"), library]);
  const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: staging, encoding: "utf8" });
  console.log(join(folder, packed.trim()));
} finally {
  rmSync(staging, { recursive: true });
}
