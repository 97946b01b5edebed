package dev.sluice.dispatcher.route;

import java.util.Collection;
import java.util.Set;

/**
 * Functions that the served engines bring along and that touch no table by themselves, and what else may stand before parentheses. A
 * call of any other may be of a user's own function, which can touch every table. An alias with a list of columns looks like one too:
 * then a job counts for more tables than it needs, which costs time and no correctness.
 */
final class KnownFunctions {
    private static final Set<String> NAMES = Set.of("""
            and or not any some all in is like ilike similar between when then else case end by as on over filter within respect nulls check
            conflict columns passing cast sets rollup cube array row rows table lateral only partition with add primary foreign references
            key unique index constraint default generated always identity using match against interval escape collate at distinct union
            except intersect limit offset fetch first next top where having select set values value operator from join inherits return
            returning into reindex bit bool boolean char character varchar varchar2 nvarchar nchar text string binary varbinary blob clob
            dbclob graphic vargraphic tinyint smallint mediumint int int2 int4 int8 integer bigint decimal dec numeric number float float4
            float8 real double precision decfloat money date time timestamp timestamptz timetz datetime year varying json jsonb xml uuid
            enum bytea inet cidr point signed unsigned bernoulli system repeatable count sum avg min max total stddev stddev_pop stddev_samp
            std variance var_pop var_samp corr covar_pop covar_samp covariance regr_avgx regr_avgy regr_count regr_intercept regr_r2
            regr_slope regr_sxx regr_sxy regr_syy every bool_and bool_or bit_and bit_or bit_xor any_value mode median percentile_cont
            percentile_disc percentile string_agg array_agg json_agg jsonb_agg json_object_agg jsonb_object_agg json_arrayagg json_objectagg
            json_group_array json_group_object xmlagg group_concat listagg grouping grouping_id row_number rank dense_rank percent_rank
            cume_dist ntile lag lead first_value last_value nth_value ratio_to_report coalesce nullif ifnull isnull nvl nvl2 if iif decode
            greatest least exists likely unlikely abs ceil ceiling floor round trunc truncate sign mod div power pow sqrt cbrt exp ln log
            log10 log2 pi degrees radians sin cos tan cot asin acos atan atan2 sinh cosh tanh asinh acosh atanh random rand gcd lcm
            factorial width_bucket crc32 conv scale bit_count lower upper lcase ucase initcap length len char_length character_length
            octet_length bit_length substring substr mid left right trim ltrim rtrim btrim lpad rpad repeat replicate reverse replace
            translate position locate instr strpos charindex concat concat_ws insert overlay ascii chr hex unhex to_hex space strcmp field
            find_in_set elt make_set format printf quote quote_literal quote_ident quote_nullable soundex difference split_part
            substring_index regexp_like regexp_replace regexp_substr regexp_instr regexp_match regexp_matches regexp_count
            regexp_split_to_array regexp_split_to_table regexp starts_with glob unicode zeroblob randomblob typeof md5 sha sha1 sha2 sha224
            sha256 sha384 sha512 encode to_base64 from_base64 unistr normalize string_to_array array_to_string string_to_table digits posstr
            varchar_format strip lcase2 compress uncompress convert now current_date current_time current_timestamp localtime localtimestamp
            sysdate systimestamp clock_timestamp statement_timestamp transaction_timestamp timeofday curdate curtime utc_date utc_time
            utc_timestamp unix_timestamp from_unixtime unixepoch julianday julian_day strftime timediff extract date_part date_trunc
            date_bin age make_date make_time make_timestamp make_timestamptz make_interval makedate maketime to_date to_timestamp to_char
            to_number to_clob date_add date_sub adddate subdate addtime subtime datediff timestampdiff timestampadd timestamp_format
            date_format time_format str_to_date get_format period_add period_diff dayname dayofmonth dayofweek dayofweek_iso dayofyear day
            days hour hours minute minutes second seconds microsecond microseconds month months monthname quarter week week_iso weekday
            weekofyear yearweek years last_day next_day add_months months_between to_days to_seconds from_days sec_to_time time_to_sec
            midnight_seconds justify_days justify_hours justify_interval isfinite timezone convert_tz array_length array_append
            array_prepend array_cat array_position array_positions array_remove array_replace array_upper array_lower array_ndims array_dims
            array_fill cardinality unnest generate_series generate_subscripts trim_array array_to_json json_array json_object json_extract
            json_value json_query json_exists json_table json_each json_tree json_type json_valid json_quote json_unquote json_set
            json_insert json_replace json_remove json_merge json_merge_patch json_merge_preserve json_patch json_keys json_length json_depth
            json_search json_contains json_contains_path json_overlaps json_pretty json_array_append json_array_insert json_array_length
            json_array_elements json_array_elements_text json_build_array json_build_object json_each_text json_extract_path
            json_extract_path_text json_object_keys json_populate_record json_populate_recordset json_to_record json_to_recordset
            json_strip_nulls json_typeof json_scalar json_serialize to_json row_to_json jsonb_array jsonb_array_elements
            jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text jsonb_extract_path
            jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_keys jsonb_path_exists jsonb_path_match jsonb_path_query
            jsonb_path_query_array jsonb_path_query_first jsonb_populate_record jsonb_populate_recordset jsonb_pretty jsonb_set
            jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_typeof to_jsonb xmlelement xmlattributes xmlforest xmlconcat xmlparse
            xmlserialize xmltable xmlexists xpath xpath_exists extractvalue to_tsvector to_tsquery plainto_tsquery phraseto_tsquery
            websearch_to_tsquery ts_rank ts_rank_cd ts_headline setweight numnode querytree tsvector_to_array similarity word_similarity
            bm25 highlight snippet lower_inc upper_inc isempty range_merge int4range int8range numrange tsrange tstzrange daterange host
            network netmask broadcast masklen family set_masklen box circle line lseg path polygon area center diameter height width user
            current_user session_user system_user current_role current_schema current_schemas current_catalog current_database database
            schema version connection_id last_insert_id last_insert_rowid row_count found_rows changes total_changes sqlite_version
            pg_typeof pg_backend_pid pg_size_pretty pg_relation_size pg_table_size pg_total_relation_size pg_indexes_size pg_database_size
            pg_column_size pg_get_constraintdef pg_get_expr pg_get_functiondef pg_get_indexdef pg_get_serial_sequence pg_get_userbyid
            pg_get_viewdef pg_is_in_recovery pg_postmaster_start_time pg_table_is_visible format_type obj_description col_description
            to_regclass to_regtype has_table_privilege has_schema_privilege has_column_privilege current_setting txid_current
            pg_current_xact_id identity_val_local nextval currval lastval setval gen_random_uuid uuidv4 uuidv7 uuid_short uuid_generate_v4
            generate_unique newid bin_to_uuid uuid_to_bin is_uuid inet_aton inet_ntoa inet6_aton inet6_ntoa is_ipv4 is_ipv6 name_const sleep
            benchmark pg_sleep pragma_table_info pragma_index_list pragma_index_info pragma_foreign_key_list pragma_table_list
            """.strip().split("\\s+"));
    /** Where engines keep functions of their own; a function of any other schema is a user's. */
    private static final Set<String> SCHEMAS = Set.of("pg_catalog", "sysibm", "sysfun");

    private KnownFunctions() {}

    /** Whether none of these, as {@code Touched} spells them, is unknown. */
    static boolean all(Collection<String> functions) {
        for (String function : functions) {
            int dot = function.lastIndexOf('.');
            boolean own = dot >= 0 && !SCHEMAS.contains(function.substring(0, dot));
            if (own || !NAMES.contains(function.substring(dot + 1))) {
                return false;
            }
        }
        return true;
    }
}
