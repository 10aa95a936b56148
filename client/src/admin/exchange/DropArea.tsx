import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { classes, Icon } from '../../components/index.ts';

/** Where a file is dropped or chosen. */
export function DropArea({ onFile }: Readonly<{ onFile: (file: File) => void }>) {
	const { t } = useTranslation('admin');
	const input = useRef<HTMLInputElement>(null);
	const [over, setOver] = useState(false);
	const hover = (event: DragEvent): void => {
		event.preventDefault();
		setOver(true);
	};
	const drop = (event: DragEvent): void => {
		event.preventDefault();
		setOver(false);
		const [file] = event.dataTransfer.files;
		if (file) onFile(file);
	};
	return (
		<div
			className={classes('exchange-drop', over && 'exchange-drop--over')}
			onDragOver={hover}
			onDragLeave={() => setOver(false)}
			onDrop={drop}
		>
			<span className="exchange-drop__sign">
				<Icon name="plus" size={24} />
			</span>
			<p className="exchange-drop__what">
				<span className="exchange-drop__mouse">{over ? t('exchange.dropHere') : t('exchange.drop')}</span>
				<span className="exchange-drop__touch">{t('exchange.touch')}</span>
			</p>
			<Button type="primary" onClick={() => input.current?.click()}>
				{t('exchange.choose')}
			</Button>
			<p className="admin-small">{t('exchange.dropAbout')}</p>
			<input
				ref={input}
				type="file"
				accept=".xlsx"
				className="visually-hidden"
				tabIndex={-1}
				aria-label={t('exchange.choose')}
				onChange={({ target }) => {
					const file = target.files?.[0];
					// The same file may be chosen again once it was put right.
					target.value = '';
					if (file) onFile(file);
				}}
			/>
		</div>
	);
}
