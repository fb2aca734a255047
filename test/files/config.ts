import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FILES_CONFIG, type FilesConfig } from "#bridge";

/** Files in a folder of their own, which is made when the first one comes. Whoever puts one there removes it. */
export function filesConfig(more: Partial<FilesConfig> = {}): FilesConfig {
  return {
    ...FILES_CONFIG,
    directory: join(tmpdir(), `causeway-files-${randomBytes(6).toString("hex")}`),
    key: "key of the tests",
    address: () => "http://files.example:7567",
    freeBytes: 0,
    ...more,
  };
}
