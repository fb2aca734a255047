import type { Transform } from "../rule.ts";

/** The POSIX zone of LocalTimeZoneName, else one made of the offset in LocalTimeZone. Only the name is written. */
export function zone(): Transform {
  return {
    gathers: true,
    read: ({ sources }) => {
      const name = sources.find((source) => source.path.endsWith("LocalTimeZoneName"));
      if (name !== undefined && name.value !== "") return { value: name.value, sources: [name] };
      const offset = sources.find((source) => source.path.endsWith("LocalTimeZone"));
      const value = posixZone(offset?.value ?? "");
      if (value !== undefined && offset !== undefined) return { value, kind: "lossy", sources: [offset] };
      return name === undefined ? undefined : { value: "", sources: [name] };
    },
    write: (value, { sources }) =>
      sources
        .filter((source) => source.path.endsWith("LocalTimeZoneName"))
        .map((source) => [source.path, value]),
    writable: ({ sources }) => sources.some((source) => source.path.endsWith("LocalTimeZoneName")),
  };
}

/** `+01:00` is `<+01>-1`: POSIX counts west of Greenwich, and shows the name in brackets. */
function posixZone(offset: string): string | undefined {
  const match = /^([+-])(\d{2}):(\d{2})$/.exec(offset.trim());
  if (match === null) return undefined;
  const [, sign = "", hours = "", minutes = ""] = match;
  const rest = minutes === "00" ? "" : minutes;
  return `<${sign}${hours}${rest}>${sign === "+" ? "-" : ""}${Number(hours)}${rest === "" ? "" : `:${rest}`}`;
}
