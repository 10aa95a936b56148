/** Reads bits and Exp-Golomb numbers (H.264, 9.1). Reads zeros past the end. */
export class BitReader {
	readonly #data: Buffer;
	#bit = 0;

	constructor(data: Buffer) {
		this.#data = data;
	}

	bit(): number {
		const byte = this.#data[this.#bit >> 3] ?? 0;
		const value = (byte >> (7 - (this.#bit & 7))) & 1;
		this.#bit += 1;
		return value;
	}

	bits(count: number): number {
		let value = 0;
		for (let index = 0; index < count; index++) value = value * 2 + this.bit();
		return value;
	}

	unsigned(): number {
		let zeros = 0;
		while (this.bit() === 0 && zeros < 32) zeros += 1;
		return 2 ** zeros - 1 + this.bits(zeros);
	}

	signed(): number {
		const value = this.unsigned();
		return value % 2 === 0 ? -value / 2 : (value + 1) / 2;
	}
}
