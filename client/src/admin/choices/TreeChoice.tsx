import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChoiceNode } from './grouping.ts';

type TreeChoiceProps = Readonly<{
	id: string;
	nodes: readonly ChoiceNode[];
	value: readonly string[];
	onChange: (value: readonly string[]) => void;
	loading: boolean;
	placeholder: string;
}>;

type TreeNode = { value: string; title: string; label: string; found: string; children?: TreeNode[] };

const treeOf = (nodes: readonly ChoiceNode[]): TreeNode[] =>
	nodes.map(({ children, ...node }) => ({ ...node, ...(children && { children: treeOf(children) }) }));

/** Several of many, grouped: a group's box chooses all of it, typing searches names and groups. */
export function TreeChoice({ id, nodes, value, onChange, loading, placeholder }: TreeChoiceProps) {
	const { t } = useTranslation('admin');
	const treeData = useMemo(() => treeOf(nodes), [nodes]);
	return (
		<TreeSelect<string[], TreeNode>
			id={id}
			treeData={treeData}
			value={[...value]}
			onChange={(chosen) => onChange(chosen)}
			treeCheckable
			showCheckedStrategy={TreeSelect.SHOW_CHILD}
			treeNodeLabelProp="label"
			showSearch={{
				filterTreeNode: (typed, node) =>
					String(node['found']).toLowerCase().includes(typed.trim().toLowerCase()),
				autoClearSearchValue: false,
			}}
			allowClear
			loading={loading}
			placeholder={placeholder}
			notFoundContent={t('list.nothingFound')}
			listHeight={360}
			popupMatchSelectWidth
			style={{ width: '100%' }}
		/>
	);
}
