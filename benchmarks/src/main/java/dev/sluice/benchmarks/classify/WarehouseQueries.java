package dev.sluice.benchmarks.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Reporting queries on a retail warehouse with three sales channels, in the manner of TPC-DS, whose own texts may not be copied: common
 * tables, unions of channels, windows, correlated subqueries and many conditional sums. The same seed makes the same queries.
 */
@SuppressWarnings("InlineFormatString") // the long texts stand apart, or nobody finds the methods between them
final class WarehouseQueries {
    private static final List<Channel> CHANNELS = List.of(
            new Channel("store_sales", "ss", "store", "ss_store_sk = s_store_sk", "s_store_name"),
            new Channel("web_sales", "ws", "web_site", "ws_web_site_sk = web_site_sk", "web_name"),
            new Channel("catalog_sales", "cs", "call_center", "cs_call_center_sk = cc_call_center_sk", "cc_name"));
    private static final List<String> ITEM_COLUMNS =
            List.of("i_category", "i_class", "i_brand", "i_manufact_id", "i_item_id", "i_color");
    private static final List<String> DAYS = List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday");

    private static final List<String> CONDITIONS = List.of(
            "d_moy between 1 and 6",
            "d_dow in (0, 6)",
            "i_size = 'medium'",
            "(i_color = 'peach' or i_units like 'Oz%')",
            "i_manager_id is not null",
            "i_wholesale_cost < 80",
            "d_qoy <> 4",
            "not i_category in ('Music', 'Books')");

    private static final String ONE_CHANNEL = """
            %1$s_totals as (
                select %2$s, %3$s as place, sum(%1$s_ext_sales_price) as sales,
                    sum(coalesce(%1$s_net_profit, 0)) as profit, count(*) as number_sales
                from %4$s
                    and d_date between cast('%5$d-08-01' as date) and (cast('%5$d-08-01' as date) + interval '30' day)
                    and i_current_price > %6$d
                group by %2$s, %3$s
                having sum(%1$s_quantity) > (select avg(%1$s_quantity) from %7$s where %1$s_quantity > %6$d)
            ),
            """;
    private static final String TOGETHER = """
            together as (
                select 'store' as channel, %1$s, place, sales, profit from ss_totals
                union all
                select 'web' as channel, %1$s, place, sales, profit from ws_totals
                union all
                select 'catalog' as channel, %1$s, place, sales, profit from cs_totals
            )
            select channel, %1$s, sum(sales) as sales, sum(profit) as profit
            from together
            group by rollup (channel, %1$s)
            order by channel nulls first, %1$s
            limit 100""";
    private static final String CUSTOMERS = """
            select %8$s, count(*) as cnt1,
                min(cd_dep_count) as least, max(cd_dep_count) as most, avg(cd_dep_count) as mean
            from customer c, customer_address ca, customer_demographics
            where c.c_current_addr_sk = ca.ca_address_sk
                and ca_county in ('Rush County', 'Toole County', 'Jefferson County', 'Dona Ana County', 'La Porte County')
                and cd_demo_sk = c.c_current_cdemo_sk
                and exists (
                    select * from %1$s, date_dim
                    where c.c_customer_sk = %2$s_customer_sk and %2$s_sold_date_sk = d_date_sk
                        and d_year = %3$d and d_moy between %4$d and %4$d + 3
                )
                and (not exists (
                    select * from %5$s, date_dim
                    where c.c_customer_sk = %6$s_bill_customer_sk and %6$s_sold_date_sk = d_date_sk
                        and d_year = %3$d and d_moy between %4$d and %4$d + 3
                ) or ca.ca_zip in (
                    select substring(ca_zip from 1 for 5) from customer_address
                    where substring(ca_zip from 1 for 5) in ('24128', '76232', '65084', '87816', '83926', '77556', '20548')
                    intersect
                    select ca_zip from (
                        select substring(ca_zip from 1 for 5) as ca_zip, count(*) as cnt
                        from customer_address, customer
                        where ca_address_sk = c_current_addr_sk and c_preferred_cust_flag = 'Y'
                        group by ca_zip having count(*) > %7$d
                    ) preferred
                ))
            group by %8$s
            order by %8$s
            limit 100""";

    private final Random random;

    private record Channel(String table, String prefix, String place, String atPlace, String placeName) {}

    private WarehouseQueries(long seed) {
        random = new Random(seed);
    }

    static List<String> of(int count, long seed) {
        var queries = new WarehouseQueries(seed);
        List<String> texts = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            texts.add(queries.query(number % 6));
        }
        return List.copyOf(texts);
    }

    private String query(int family) {
        return switch (family) {
            case 0 -> weekdays();
            case 1 -> channels();
            case 2 -> ranks();
            case 3 -> customers();
            case 4 -> growth();
            default -> bargains();
        };
    }

    /** One sum for each day of the week, by place. */
    private String weekdays() {
        Channel channel = channel();
        var text = new StringBuilder("select ").append(channel.placeName).append(", d_year");
        for (String day : DAYS) {
            text.append(",\n    sum(case when (d_day_name = '%s') then %s_sales_price else null end) as %s_sales"
                    .formatted(day, channel.prefix, day.toLowerCase(Locale.ROOT)));
        }
        return text.append("\nfrom ")
                .append(joined(channel))
                .append("\n    and d_year = ")
                .append(year())
                .append("\ngroup by ")
                .append(channel.placeName)
                .append(", d_year\norder by 1, 2\nlimit 100")
                .toString();
    }

    /** Each channel summed up by itself, all of them together, and with subtotals. */
    private String channels() {
        String column = column();
        var text = new StringBuilder("with ");
        for (Channel channel : CHANNELS) {
            text.append(ONE_CHANNEL.formatted(
                    channel.prefix, column, channel.placeName, joined(channel), year(), number(90), channel.table));
        }
        return text.append(TOGETHER.formatted(column)).toString();
    }

    /** The best and the worst of each group. */
    private String ranks() {
        Channel channel = channel();
        String column = column();
        return """
                select best.rank_best, best.%1$s as best, worst.%1$s as worst
                from (
                    select *
                    from (
                        select %1$s, %2$s,
                            rank() over (partition by %2$s order by sum(%3$s_net_profit) desc) as rank_best
                        from %4$s
                        group by %1$s, %2$s
                    ) ranked
                    where rank_best < %5$d
                ) best
                join (
                    select *
                    from (
                        select %1$s, %2$s,
                            rank() over (partition by %2$s order by sum(%3$s_net_profit) asc) as rank_worst,
                            avg(sum(%3$s_sales_price)) over (partition by %1$s rows between 2 preceding and current row) as trend
                        from %4$s
                        group by %1$s, %2$s
                    ) ranked
                    where rank_worst < %5$d and trend > 0.9 * %6$d
                ) worst on best.rank_best = worst.rank_worst
                order by best.rank_best
                limit 100""".formatted(column, channel.placeName, channel.prefix, joined(channel), number(20), number(500));
    }

    /** Who bought in one channel and also, or not, in the others. */
    private String customers() {
        Channel first = CHANNELS.get(0);
        Channel second = CHANNELS.get(1 + random.nextInt(2));
        return CUSTOMERS.formatted(
                first.table, first.prefix, year(), number(9), second.table, second.prefix, number(30), demographics());
    }

    /** This year against the last, in two channels. */
    private String growth() {
        Channel one = CHANNELS.get(0);
        Channel other = CHANNELS.get(1 + random.nextInt(2));
        var text = new StringBuilder("with year_total as (\n");
        text.append(yearly(one))
                .append("\n    union all\n")
                .append(yearly(other))
                .append("\n)\n");
        text.append("select later.customer_id");
        for (String column : List.of("c_first_name", "c_last_name", "dyear", "year_total", "sale_type")) {
            text.append(random.nextBoolean() ? ", later." + column : "");
        }
        text.append("\nfrom year_total earlier");
        text.append(
                ", year_total later, year_total w_earlier, year_total w_later\nwhere later.customer_id = earlier.customer_id");
        int year = year();
        text.append("""

                    and earlier.customer_id = w_later.customer_id and earlier.customer_id = w_earlier.customer_id
                    and earlier.sale_type = '%s' and later.sale_type = '%s' and w_earlier.sale_type = '%s' and w_later.sale_type = '%s'
                    and earlier.dyear = %d and later.dyear = %d + 1 and w_earlier.dyear = %d and w_later.dyear = %d + 1
                    and earlier.year_total > 0 and w_earlier.year_total > 0
                    and case when w_earlier.year_total > 0 then w_later.year_total / w_earlier.year_total else 0.0 end
                        > case when earlier.year_total > 0 then later.year_total / earlier.year_total else 0.0 end
                order by 1, 2, 3
                limit 100""".formatted(one.prefix, one.prefix, other.prefix, other.prefix, year, year, year, year));
        return text.toString();
    }

    private static String yearly(Channel channel) {
        return """
                    select c_customer_id as customer_id, c_first_name, c_last_name, d_year as dyear,
                        sum(((%1$s_ext_list_price - %1$s_ext_wholesale_cost - %1$s_ext_discount_amt) + %1$s_ext_sales_price) / 2) as year_total,
                        '%1$s' as sale_type
                    from customer, %2$s, date_dim
                    where c_customer_sk = %1$s_customer_sk and %1$s_sold_date_sk = d_date_sk
                    group by c_customer_id, c_first_name, c_last_name, d_year""".formatted(channel.prefix, channel.table);
    }

    /** Several counts side by side, each a query of its own. */
    private String bargains() {
        Channel channel = channel();
        int buckets = 2 + number(8);
        var text = new StringBuilder("select");
        for (int bucket = 1; bucket <= buckets; bucket++) {
            String rows = "from %1$s where %2$s_quantity between %3$d and %3$d + 19"
                    .formatted(channel.table, channel.prefix, 20 * bucket - 19);
            text.append(bucket == 1 ? "" : ",")
                    .append("""

                                case when (select count(*) %1$s) > %2$d
                                    then (select avg(%3$s_ext_discount_amt) %1$s)
                                    else (select avg(%3$s_net_paid) %1$s) end as bucket%4$d""".formatted(rows, 10_000 + number(60_000), channel.prefix, bucket));
        }
        return text.append("\nfrom reason\nwhere r_reason_sk = ")
                .append(number(50))
                .toString();
    }

    private String joined(Channel channel) {
        var text = new StringBuilder(
                "%s, date_dim, item, %s where %s_sold_date_sk = d_date_sk and %s_item_sk = i_item_sk and %s"
                        .formatted(channel.table, channel.place, channel.prefix, channel.prefix, channel.atPlace));
        for (String condition : CONDITIONS) {
            if (random.nextInt(3) == 0) {
                text.append(" and ").append(condition);
            }
        }
        return text.toString();
    }

    private String demographics() {
        var text = new StringBuilder("cd_gender");
        for (String column : List.of("cd_marital_status", "cd_education_status", "cd_credit_rating", "cd_dep_count")) {
            if (random.nextBoolean()) {
                text.append(", ").append(column);
            }
        }
        return text.toString();
    }

    private Channel channel() {
        return CHANNELS.get(random.nextInt(CHANNELS.size()));
    }

    private String column() {
        return ITEM_COLUMNS.get(random.nextInt(ITEM_COLUMNS.size()));
    }

    private int year() {
        return 1998 + random.nextInt(5);
    }

    private int number(int atMost) {
        return 1 + random.nextInt(atMost);
    }
}
