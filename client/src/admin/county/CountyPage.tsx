import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { County } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { Failure, Loading } from '../../components/index.ts';
import { ListHead } from '../list/ListHead.tsx';
import { useRights } from '../useRights.ts';
import { Agreements } from './Agreements.tsx';
import { CountyForm } from './CountyForm.tsx';
import { useRegions } from './useRegions.ts';

function CountyFacts({ county }: { county: County }) {
	const { t } = useTranslation('admin');
	const rights = useRights();
	const regions = useRegions(county.region);
	const [open, setOpen] = useState(false);
	return (
		<section className="admin-box" aria-label={t('county.own')}>
			<div className="admin-box__head">
				<h2 className="admin-box__title">{county.name}</h2>
				{rights.county && <Button onClick={() => setOpen(true)}>{t('edit')}</Button>}
			</div>
			<dl className="admin-facts">
				<dt>{t('county.region')}</dt>
				<dd>{regions.find(({ value }) => value === county.region)?.label}</dd>
				<dt>{t('county.timeZone')}</dt>
				<dd>{county.timeZone}</dd>
				<dt>{t('county.id')}</dt>
				<dd>
					<span className="admin-code">{county.countyId}</span>
					<span className="admin-small">{t('county.idAbout')}</span>
				</dd>
			</dl>
			{open && <CountyForm county={county} onClose={() => setOpen(false)} />}
		</section>
	);
}

export function CountyPage() {
	const { t } = useTranslation('admin');
	const reading = useApi(endpoints.readCounty, {});
	return (
		<>
			<ListHead title={t('menu.county')} />
			{reading.state === 'loading' && <Loading lines={4} />}
			{reading.state === 'failed' && <Failure code={reading.error.code} onAgain={reading.again} />}
			{reading.state === 'ready' && <CountyFacts county={reading.data} />}
			<Agreements />
		</>
	);
}
