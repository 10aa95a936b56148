/** As it would arrive over the wire: mediasoup writes `undefined` where the contract has nothing at all. */
export const withoutUndefined = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
