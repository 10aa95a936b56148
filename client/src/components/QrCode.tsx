import { useMemo } from 'react';
import QRCode from 'qrcode';

/** A QR code, always dark on white whatever the theme: cameras want it so. `size` in CSS units. */
export function QrCode({ text, size, label }: { text: string; size: string; label: string }) {
	const { path, width } = useMemo(() => {
		const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
		let d = '';
		for (let row = 0; row < modules.size; row += 1) {
			for (let column = 0; column < modules.size; column += 1) {
				if (modules.get(row, column)) d += `M${column} ${row}h1v1h-1z`;
			}
		}
		return { path: d, width: modules.size };
	}, [text]);
	const quiet = 3;
	const side = width + 2 * quiet;
	return (
		<svg
			viewBox={`${-quiet} ${-quiet} ${side} ${side}`}
			style={{ width: size, height: size, borderRadius: 'var(--radius)' }}
			role="img"
			aria-label={label}
			shapeRendering="crispEdges"
		>
			<rect x={-quiet} y={-quiet} width={side} height={side} fill="#ffffff" />
			<path d={path} fill="#000000" />
		</svg>
	);
}
