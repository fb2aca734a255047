/** A parameter to write as Add and Set carry it. */
export interface Setting {
  readonly param: string;
  readonly value: string;
  readonly required: boolean;
}

export interface ParamError {
  readonly param: string;
  readonly code: number;
}
