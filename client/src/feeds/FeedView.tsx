import './feeds.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarFeed } from '@classroom/protocol';
import { useMoment } from '../admin/useCounty.ts';
import { Button, Dialog, Failure, FailureLine, Loading, toast } from '../components/index.ts';
import { NewAddress } from './NewAddress.tsx';
import type { FeedAccess } from './useFeed.ts';

type Doing = 'renew' | 'end';

/** Neither can be taken back: whoever has the old address loses it. */
function Confirm({
	doing,
	busy,
	onConfirm,
	onClose,
}: Readonly<{ doing: Doing; busy: boolean; onConfirm: () => void; onClose: () => void }>) {
	const { t } = useTranslation('feeds');
	return (
		<Dialog
			title={t(`${doing}Title`)}
			onClose={onClose}
			buttons={
				<>
					<Button kind="danger" busy={busy} onClick={onConfirm}>
						{t(doing)}
					</Button>
					<Button onClick={onClose}>{t('keep')}</Button>
				</>
			}
		>
			<p>{t(`${doing}About`)}</p>
		</Dialog>
	);
}

function Existing({ feed, onDo }: Readonly<{ feed: CalendarFeed; onDo: (doing: Doing) => void }>) {
	const { t } = useTranslation('feeds');
	const moment = useMoment();
	return (
		<div className="feed__there">
			<p>{t('made', { time: moment(feed.createdAt) })}</p>
			<p className="feed__soft">
				{feed.lastReadAt === null ? t('neverRead') : t('read', { time: moment(feed.lastReadAt) })}
			</p>
			<div className="feed__buttons">
				<Button icon="again" onClick={() => onDo('renew')}>
					{t('renew')}
				</Button>
				<Button icon="cross" onClick={() => onDo('end')}>
					{t('end')}
				</Button>
			</div>
		</div>
	);
}

/** A calendar feed: made, shown once, renewed and ended. */
export function FeedView({ access, about }: Readonly<{ access: FeedAccess; about: string }>) {
	const { t } = useTranslation('feeds');
	const [path, setPath] = useState<string>();
	const [doing, setDoing] = useState<Doing>();
	const { reading, busy, error } = access;
	const make = async (): Promise<void> => {
		const made = await access.make();
		setDoing(undefined);
		if (made) setPath(made.path);
	};
	const end = async (): Promise<void> => {
		const ended = await access.end();
		setDoing(undefined);
		if (!ended) return;
		setPath(undefined);
		toast(t('ended'));
	};
	if (reading.state === 'loading') return <Loading lines={3} />;
	if (reading.state === 'failed') return <Failure code={reading.error.code} onAgain={reading.again} />;
	const { feed } = reading.data;
	return (
		<div className="feed">
			<p className="feed__about">{about}</p>
			{error && <FailureLine code={error.code} incident={error.incident} details={error.details} />}
			{path !== undefined && <NewAddress key={path} path={path} />}
			{feed !== null && <Existing feed={feed} onDo={setDoing} />}
			{feed === null && (
				<div>
					<Button kind="primary" icon="calendar" busy={busy} onClick={() => void make()}>
						{t('make')}
					</Button>
				</div>
			)}
			<p className="feed__soft">{t('secret')}</p>
			{doing && (
				<Confirm
					doing={doing}
					busy={busy}
					onConfirm={() => void (doing === 'renew' ? make() : end())}
					onClose={() => setDoing(undefined)}
				/>
			)}
		</div>
	);
}
