import { Fault, schemaOf, type JsonObject, type Knowledge, type Make, type VendorProfiles } from "#core";
import { createMapping } from "./model/map.ts";
import { templateOf } from "./model/template.ts";
import { asJson } from "./ops/json.ts";
import { unreadOf } from "./asking.ts";
import type { PathPatterns } from "./profile/paths.ts";
import { chosenFor, type Profile } from "./profile/profile.ts";
import type { Quirks } from "./profile/quirk.table.ts";
import { findingText, readProfiles, type ProfileFile } from "./profile/read.ts";
import { borrowing } from "./translation.borrowed.ts";
import { guarded, unwrittenOf } from "./translation.guarded.ts";
import { mappedBy } from "./translation.mapped.ts";
import { translations } from "./translations.ts";
import { rootIn, rootOf, type Translation, type Translations } from "./translation.ts";

/** What the gateway knows of one kind of device. */
export interface Kind {
  readonly profile?: Profile;
  readonly quirks: Quirks;
  readonly translations: Translations;
  /** What it is never asked for. */
  readonly unread?: PathPatterns;
  /** What it is never written. */
  readonly unwritten?: PathPatterns;
}

/** Makes that are remembered; a fleet has some hundred. */
const MAKES = 5000;

/** The profiles of vendors and what is made of them; the same for all devices of one make. */
export class Profiles implements VendorProfiles {
  readonly #plain: Kind;
  #profiles: readonly Profile[] = [];
  /** By name of the profile: made when the first device of the kind is seen. */
  #kinds = new Map<string, Kind>();
  #makes = new Map<string, Kind>();
  /** Templates of vendors' own native leaves that are secrets, and how such paths end: every value told is looked at. */
  #secrets: ReadonlySet<string> = new Set();
  #secretEnds: readonly string[] = [];

  /** Fault `config.invalid` when a file is wrong. */
  constructor(files: readonly ProfileFile[]) {
    this.#plain = { quirks: {}, translations: translations() };
    this.replace(files);
  }

  /** New files in the place of all others. Fault `config.invalid`; then the old ones stay. */
  replace(files: readonly ProfileFile[]): void {
    const { profiles, findings } = readProfiles(files);
    const [first] = findings;
    if (first !== undefined) {
      const more =
        findings.length === 1 ? "" : ` (and ${String(findings.length - 1)} more: causeway profiles lint)`;
      throw new Fault("config.invalid", { detail: `vendor profile ${findingText(first)}${more}` });
    }
    this.#profiles = profiles;
    this.#makes = new Map();
    this.#kinds = new Map();
    this.#secrets = new Set(
      profiles.flatMap(({ paths }) => paths.filter(isSecret).map(({ native }) => templateOf(native))),
    );
    this.#secretEnds = [...new Set([...this.#secrets].map((path) => path.slice(path.lastIndexOf("."))))];
  }

  #kindOf(profile: Profile): Kind {
    const known = this.#kinds.get(profile.name);
    if (known !== undefined) return known;
    const made = this.#make(profile);
    this.#kinds.set(profile.name, made);
    return made;
  }

  #make(profile: Profile): Kind {
    const { quirks, overlay } = profile;
    const { "Device.": exact, "InternetGatewayDevice.": standard } = this.#plain.translations;
    const mapped = overlay === undefined ? standard : borrowing(mappedBy(createMapping(overlay)));
    const unread = unreadOf(quirks);
    const unwritten = unwrittenOf(quirks);
    return {
      profile,
      quirks,
      translations: {
        "Device.": guarded(exact, unwritten),
        "InternetGatewayDevice.": guarded(mapped, unwritten),
      },
      ...(unread === undefined ? {} : { unread }),
      ...(unwritten === undefined ? {} : { unwritten }),
    };
  }

  /** What is known of devices of this make. */
  of(make: Make = {}): Kind {
    const key = `${make.manufacturer ?? ""}\n${make.oui ?? ""}\n${make.productClass ?? ""}\n${make.modelName ?? ""}\n${make.hardwareVersion ?? ""}\n${make.softwareVersion ?? ""}`;
    const known = this.#makes.get(key);
    if (known !== undefined) return known;
    const profile = chosenFor(make, this.#profiles);
    const kind = profile === undefined ? this.#plain : this.#kindOf(profile);
    if (this.#makes.size >= MAKES) this.#makes.clear();
    this.#makes.set(key, kind);
    return kind;
  }

  /** How the data model of a device is seen as TR-181. */
  translation(knowledge: Knowledge): Translation {
    return this.of(knowledge.facts).translations[rootOf(knowledge)];
  }

  /** Whether a native leaf is a secret on any device there is a profile for. */
  readonly hides = (native: string): boolean =>
    this.#plain.translations[rootIn(native)].hides(native) ||
    (this.#secretEnds.some((end) => native.endsWith(end)) && this.#secrets.has(templateOf(native)));

  list(): readonly JsonObject[] {
    return this.#profiles.map(shown);
  }

  nameOf(make: Make): string | undefined {
    return this.of(make).profile?.name;
  }
}

function isSecret({ access, path, transform }: Profile["paths"][number]): boolean {
  const secret = access === "w" || schemaOf(path.replaceAll(/\{\w+\}/g, "{i}"))?.secret === true;
  return secret && transform !== "trigger";
}

/** A profile as the API and the command line show it. */
export function shown(profile: Profile): JsonObject {
  const { overlay: _overlay, file, ...rest } = profile;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a profile came from JSON
  return { ...(asJson(rest) as JsonObject), file };
}
