// Which simulcast layer a tile of this size needs. Pure.

export type SpatialLayer = 0 | 1 | 2;

/** `height` in device pixels. A tile a little larger than a layer is better off with it than with four times the data. */
export const layerForHeight = (height: number): SpatialLayer => {
	if (height <= 270) return 0;
	return height <= 480 ? 1 : 2;
};
