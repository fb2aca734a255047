declare const brand: unique symbol;

/** A string that was made by one function and is not interchangeable with other strings. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
