/** The door of the data-model mapping TR-098 to TR-181, for the rest of the CWMP room. */
export type {
  AddPlan,
  Binding,
  DeletePlan,
  Derived,
  Mapping,
  NativeSetting,
  SetPlan,
  Unmapped,
  Values,
} from "./mapping.ts";
