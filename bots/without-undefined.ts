/** `T` with every key that may be undefined turned into one that may be absent. */
export type WithoutUndefined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** A copy without the keys whose value is undefined: what a platform left out stays absent in our messages. */
export function withoutUndefined<T extends object>(value: T): WithoutUndefined<T> {
  // The compiler cannot follow a filter over entries into a mapped type.
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as WithoutUndefined<T>
}
