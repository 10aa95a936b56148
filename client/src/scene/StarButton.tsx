import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AwardReason } from '@classroom/protocol';
import { Button } from '../components/index.ts';
import { useDismiss } from '../hooks/useDismiss.ts';

type StarButtonProps = Readonly<{ name: string; onGive: (reason: AwardReason | null) => void }>;

/** A star for a classroom: the second press says what for, or nothing. */
export function StarButton({ name, onGive }: StarButtonProps) {
	const { t } = useTranslation('quiz');
	const [open, setOpen] = useState(false);
	const box = useRef<HTMLDivElement>(null);
	const close = useCallback(() => setOpen(false), []);
	useDismiss(box, open, close);
	const give = (reason: AwardReason | null) => (): void => {
		onGive(reason);
		setOpen(false);
	};
	return (
		<div className="star-button" ref={box}>
			<Button
				size="small"
				kind="quiet"
				icon="star"
				label={`${t('star.give')}: ${name}`}
				aria-expanded={open}
				onClick={() => setOpen(!open)}
			/>
			{open && (
				<div className="star-button__why" role="group" aria-label={t('star.why', { name })}>
					{AwardReason.options.map((reason) => (
						<Button key={reason} size="small" kind="quiet" onClick={give(reason)}>
							{t(`star.reason.${reason}`)}
						</Button>
					))}
					<Button size="small" kind="quiet" onClick={give(null)}>
						{t('star.noReason')}
					</Button>
				</div>
			)}
		</div>
	);
}
