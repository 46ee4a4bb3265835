"""The names of a DataFrame's own attributes: a column of such a name is no attribute of it."""

from __future__ import annotations

_NAMES = """
        T abs add add_prefix add_suffix agg aggregate align all any append apply applymap as_blocks
        as_matrix asfreq asof assign astype at at_time attrs axes backfill between_time bfill blocks
        bool boxplot clip clip_lower clip_upper columns combine combine_first compare consolidate
        convert_dtypes convert_objects copy corr corrwith count cov cummax cummin cumprod cumsum
        describe diff div divide dot drop drop_duplicates droplevel dropna dtypes duplicated empty
        eq equals eval ewm expanding explode ffill fillna filter first first_valid_index flags
        floordiv from_arrow from_csv from_dict from_items from_records ftypes ge get
        get_dtype_counts get_value groupby gt head hist iat idxmax idxmin iloc imag index
        infer_objects info insert interpolate is_copy isetitem isin isna isnull items iteritems
        iterrows itertuples ix join keys kurt kurtosis last last_valid_index le loc lookup lt mad
        map mask max mean median melt memory_usage merge min mod mode mul multiply ndim ne nlargest
        notna notnull nsmallest nunique pad pct_change pipe pivot pivot_table plot pop pow prod
        product quantile query radd rank rdiv real reindex reindex_like rename rename_axis
        reorder_levels replace resample reset_index rfloordiv rmod rmul rolling round rpow rsub
        rtruediv sample select select_dtypes sem set_axis set_flags set_index set_value shape shift
        size skew slice_shift sort sort_index sort_values sortlevel sparse squeeze stack std style
        sub subtract sum swapaxes swaplevel tail take to_clipboard to_csv to_dict to_excel
        to_feather to_gbq to_hdf to_html to_iceberg to_json to_latex to_markdown to_msgpack to_numpy
        to_orc to_panel to_parquet to_period to_pickle to_records to_sql to_stata to_string
        to_timestamp to_xarray to_xml transform transpose truediv truncate tshift tz_convert
        tz_localize unstack update value_counts values var where xs
    """
ATTRIBUTES = frozenset(_NAMES.split())
"""Of pandas 1 to 3, those of common accessors included."""
