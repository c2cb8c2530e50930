"""Plans made up in the manner of many authorities, each with what a careful reader finds in it.

An expectation is a line "clause | leads | partners | time", where bodies are divided by ";" and
the time is "kind first-last due rhythm" for each timeline.
"""

# ruff: noqa: E501  (a paragraph of a document is one line)

from __future__ import annotations

HEADER = """ỦY BAN NHÂN DÂN
{issuer}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}/KH-UBND
{place}, ngày {day} tháng {month} năm {year}
"""

END = """
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""

PROVINCE_SENTENCES = (
    HEADER.format(issuer="TỈNH AN BÌNH", number=45, place="An Bình", day=12, month=2, year=2026)
    + """
KẾ HOẠCH
Nâng cao chất lượng cải cách hành chính trên địa bàn tỉnh An Bình năm 2026

Thực hiện Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Nâng cao trách nhiệm của người đứng đầu, giao Sở Nội vụ theo dõi chung.
2. Yêu cầu
Việc triển khai phải đúng tiến độ, xong trong năm 2026.
II. NHIỆM VỤ
1. Cải cách thể chế
a) Giao Sở Tư pháp chủ trì, phối hợp với các sở, ban, ngành rà soát văn bản quy phạm pháp luật do tỉnh ban hành. Thời gian thực hiện: Quý II/2026.
b) Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính, Văn phòng Ủy ban nhân dân tỉnh tham mưu Ủy ban nhân dân tỉnh ban hành quy định phân cấp quản lý. Thời gian hoàn thành: trước ngày 30/9/2026.
2. Cải cách thủ tục hành chính
a) Sở Khoa học và Công nghệ chủ trì, phối hợp với Văn phòng Ủy ban nhân dân tỉnh và Ủy ban nhân dân các xã, phường vận hành hệ thống một cửa điện tử. Thời gian thực hiện: Thường xuyên.
b) Giao Văn phòng Ủy ban nhân dân tỉnh công bố danh mục thủ tục hành chính, hoàn thành trong tháng 6 năm 2026.
III. TỔ CHỨC THỰC HIỆN
1. Các sở, ban, ngành căn cứ Kế hoạch này xây dựng kế hoạch của đơn vị, báo cáo trước ngày 15/3/2026.
2. Giao Sở Nội vụ chủ trì, phối hợp với các cơ quan liên quan theo dõi, đôn đốc việc thực hiện Kế hoạch này.
"""
    + END,
    """II.1.a | Sở Tư pháp | các sở, ban, ngành | once 2026-2026 2026-06-30
II.1.b | Sở Nội vụ | Sở Tài chính; Văn phòng Ủy ban nhân dân tỉnh | once 2026-2026 2026-09-30
II.2.a | Sở Khoa học và Công nghệ | Văn phòng Ủy ban nhân dân tỉnh; Ủy ban nhân dân các xã, phường | yearly 2026-2026 thường xuyên
II.2.b | Văn phòng Ủy ban nhân dân tỉnh | | once 2026-2026 2026-06-30""",
)

ONE_LINE_LABELS = (
    HEADER.format(
        issuer="HUYỆN PHÚ LỘC", number="102", place="Phú Lộc", day="05", month="01", year=2025
    )
    + """
KẾ HOẠCH
Phổ biến, giáo dục pháp luật trên địa bàn huyện Phú Lộc giai đoạn 2025 - 2027

Căn cứ Luật Phổ biến, giáo dục pháp luật; Ủy ban nhân dân huyện ban hành Kế hoạch với các nội dung sau:

I. MỤC ĐÍCH
Bảo đảm quyền được thông tin về pháp luật của công dân.
II. NỘI DUNG
1. Tổ chức hội nghị tập huấn nghiệp vụ cho báo cáo viên pháp luật
Đơn vị chủ trì: Phòng Tư pháp; Đơn vị phối hợp: Văn phòng HĐND và UBND huyện, Phòng Tài chính - Kế hoạch; Thời gian: Quý II, III hằng năm.
2. Biên soạn tờ gấp, cấp phát cho nhân dân ở các xã đặc biệt khó khăn.
Đơn vị chủ trì: Phòng Tư pháp; Đơn vị phối hợp: UBND các xã, thị trấn; Thời gian: Năm 2025, 2026.
3. Tuyên truyền trên hệ thống truyền thanh cơ sở (Đơn vị chủ trì: Trung tâm Văn hóa, Thông tin và Thể thao huyện; Đơn vị phối hợp: Các phòng, ban liên quan; Thời gian: Thường xuyên).
4. Tổng kết Kế hoạch. Đơn vị chủ trì: Phòng Tư pháp; Thời gian thực hiện: Quý IV/2027.
III. KINH PHÍ
Kinh phí do ngân sách nhà nước bảo đảm.
IV. TỔ CHỨC THỰC HIỆN
1. Phòng Tư pháp
- Chủ trì, phối hợp với các cơ quan liên quan tổ chức thực hiện Kế hoạch này.
- Báo cáo kết quả trước ngày 30/11 hằng năm.
2. Phòng Tài chính - Kế hoạch: Thẩm định, tham mưu bố trí kinh phí.
"""
    + END,
    """II.1 | Phòng Tư pháp | Văn phòng HĐND và UBND huyện; Phòng Tài chính - Kế hoạch | yearly 2025-2027 2025-09-30
II.2 | Phòng Tư pháp | UBND các xã, thị trấn | span 2025-2026
II.3 | Trung tâm Văn hóa, Thông tin và Thể thao huyện | Các phòng, ban liên quan | yearly 2025-2027 thường xuyên
II.4 | Phòng Tư pháp | | once 2027-2027 2027-12-31""",
)

BULLET_TASKS = (
    HEADER.format(issuer="XÃ HÒA LỢI", number="", place="Hoà Lợi", day="", month="3", year=2026)
    + """
KẾ HOẠCH
Chuyển đổi số xã Hoà Lợi giai đoạn 2026 - 2030

Thực hiện Kế hoạch số 88/KH-UBND ngày 20/01/2026 của Ủy ban nhân dân tỉnh, Ủy ban nhân dân xã ban hành Kế hoạch chuyển đổi số như sau:

I. MỤC TIÊU
- 100% văn bản được ký số vào năm 2027.
- Trên 80% hồ sơ trực tuyến đến năm 2030.
II. NHIỆM VỤ, GIẢI PHÁP
1. Phát triển chính quyền số
- Nâng cấp mạng nội bộ của trụ sở xã.
+ Đơn vị chủ trì: Văn phòng HĐND và UBND xã.
+ Đơn vị phối hợp: VNPT khu vực; Công an xã.
+ Thời gian: Năm 2026.
- Số hóa hồ sơ địa chính.
+ Đơn vị chủ trì: Phòng Kinh tế.
+ Đơn vị phối hợp: Các ấp.
+ Thời gian: 2026 - 2028.
2. Phát triển xã hội số
- Thành lập tổ công nghệ số cộng đồng ở từng ấp.
+ Đơn vị chủ trì: Phòng Văn hoá - Xã hội.
+ Đơn vị phối hợp: Đoàn Thanh niên Cộng sản Hồ Chí Minh xã, Hội Liên hiệp Phụ nữ xã và các ấp.
+ Thời gian: Hoàn thành trước 30/6/2026.
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng HĐND và UBND xã theo dõi, đôn đốc.
2. Các ngành, đoàn thể, các ấp triển khai thực hiện.
"""
    + END,
    """II.1.-1 | Văn phòng HĐND và UBND xã | VNPT khu vực; Công an xã | once 2026-2026 2026-12-31
II.1.-2 | Phòng Kinh tế | Các ấp | span 2026-2028
II.2.-1 | Phòng Văn hoá - Xã hội | Đoàn Thanh niên Cộng sản Hồ Chí Minh xã; Hội Liên hiệp Phụ nữ xã; các ấp | once 2026-2026 2026-06-30""",
)

DOTTED_MINISTRY = (
    """BỘ XÂY DỰNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 310/QĐ-BXD
Hà Nội, ngày 18 tháng 3 năm 2026
QUYẾT ĐỊNH
Ban hành Kế hoạch triển khai thi hành Luật Quy hoạch đô thị
BỘ TRƯỞNG BỘ XÂY DỰNG
Căn cứ Luật Tổ chức Chính phủ;
Theo đề nghị của Vụ trưởng Vụ Pháp chế.
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch triển khai thi hành Luật.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Điều 3. Giao Vụ Pháp chế chủ trì, phối hợp với các đơn vị liên quan tổ chức thực hiện Quyết định này.
Nơi nhận:
- Như Điều 3;
- Lưu: VT, PC.
BỘ TRƯỞNG
Trần Văn A
KẾ HOẠCH
Triển khai thi hành Luật Quy hoạch đô thị
(Ban hành kèm theo Quyết định số 310/QĐ-BXD ngày 18 tháng 3 năm 2026 của Bộ trưởng Bộ Xây dựng)
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Triển khai kịp thời, thống nhất.
II. NỘI DUNG
1. Tổ chức phổ biến, tập huấn
1.1. Tổ chức hội nghị trực tuyến toàn quốc
a) Cơ quan chủ trì: Bộ Xây dựng.
b) Cơ quan phối hợp: Bộ Tư pháp, Bộ Văn hóa, Thể thao và Du lịch, Ủy ban nhân dân các tỉnh, thành phố và các cơ quan, tổ chức có liên quan.
c) Thời gian thực hiện: Quý II/2026.
d) Kết quả: Hội nghị được tổ chức.
1.2. Biên soạn tài liệu
a) Cơ quan chủ trì: Vụ Pháp chế.
b) Cơ quan phối hợp: Vụ Quy hoạch - Kiến trúc; Viện Kiến trúc.
c) Thời gian hoàn thành: trước ngày 15 tháng 5 năm 2026.
2. Xây dựng văn bản quy định chi tiết
2.1 Nghị định quy định chi tiết một số điều
- Cơ quan chủ trì soạn thảo: Bộ Xây dựng;
- Cơ quan phối hợp: Bộ Tài chính; Bộ Nông nghiệp và Môi trường;
- Cấp trình: Chính phủ;
- Thời gian trình: tháng 10/2026.
III. TỔ CHỨC THỰC HIỆN
1. Thủ trưởng các đơn vị căn cứ Kế hoạch này triển khai thực hiện.
""",
    """II.1.1 | Bộ Xây dựng | Bộ Tư pháp; Bộ Văn hóa, Thể thao và Du lịch; Ủy ban nhân dân các tỉnh, thành phố; các cơ quan, tổ chức có liên quan | once 2026-2026 2026-06-30
II.1.2 | Vụ Pháp chế | Vụ Quy hoạch - Kiến trúc; Viện Kiến trúc | once 2026-2026 2026-05-15
II.2.1 | Bộ Xây dựng | Bộ Tài chính; Bộ Nông nghiệp và Môi trường | once 2026-2026 2026-10-31""",
)

ORGANISATION_ONLY = (
    HEADER.format(issuer="PHƯỜNG BÌNH AN", number=7, place="Bình An", day=9, month=1, year=2026)
    + """
KẾ HOẠCH
Bảo đảm trật tự đô thị trên địa bàn phường Bình An năm 2026

Thực hiện chỉ đạo của Ủy ban nhân dân thành phố, Ủy ban nhân dân phường xây dựng Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Tạo chuyển biến về trật tự đô thị.
2. Bảo đảm thường xuyên, liên tục.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế, Hạ tầng và Đô thị
- Chủ trì, phối hợp với Công an phường, các khu phố tổ chức kiểm tra vỉa hè, hoàn thành trước ngày 30/4/2026.
- Tham mưu Ủy ban nhân dân phường ban hành kế hoạch sắp xếp điểm trông giữ xe trong quý I/2026.
2. Công an phường
- Chủ trì xử lý vi phạm hành chính về lấn chiếm lòng đường.
- Phối hợp với Phòng Kinh tế, Hạ tầng và Đô thị trong công tác kiểm tra.
3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam phường
Vận động hội viên, nhân dân chấp hành pháp luật.
Trên đây là Kế hoạch bảo đảm trật tự đô thị năm 2026./.
"""
    + END,
    """II.1.-1 | Phòng Kinh tế, Hạ tầng và Đô thị | Công an phường; các khu phố | once 2026-2026 2026-04-30
II.1.-2 | Phòng Kinh tế, Hạ tầng và Đô thị | | once 2026-2026 2026-03-31
II.2.-1 | Công an phường | |
II.3 | Ủy ban Mặt trận Tổ quốc Việt Nam phường | |""",
)

LABELS_FIRST = (
    HEADER.format(
        issuer="THÀNH PHỐ CAO SƠN", number=18, place="Cao Sơn", day=20, month=4, year=2024
    )
    + """
KẾ HOẠCH
Thực hiện Chiến lược phát triển thanh niên thành phố Cao Sơn đến năm 2030

Căn cứ Luật Thanh niên năm 2020, Ủy ban nhân dân thành phố ban hành Kế hoạch với nội dung như sau:

I. MỤC TIÊU
1. Đến năm 2030, 90% thanh niên được học nghề.
II. NHIỆM VỤ
1. Giáo dục nghề nghiệp cho thanh niên
- Thời gian thực hiện: Năm 2024 - 2030
- Cơ quan chủ trì: Phòng Lao động - Thương binh và Xã hội
- Cơ quan phối hợp: Thành đoàn, Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên
- Nội dung: Mở lớp đào tạo nghề ngắn hạn; tư vấn hướng nghiệp.
- Sản phẩm: 20 lớp mỗi năm.
2. Tháng thanh niên
- Thời gian thực hiện: Tháng 3 hằng năm
- Cơ quan chủ trì: Thành đoàn
- Cơ quan phối hợp:
+ Hội Liên hiệp Thanh niên;
+ Phòng Văn hóa và Thông tin;
+ UBND các xã, phường.
3. Sơ kết, tổng kết
- Cơ quan chủ trì: Phòng Nội vụ
- Thời gian:
+ Sơ kết: Quý IV/2027;
+ Tổng kết: Năm 2030.
III. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ có trách nhiệm:
a) Theo dõi, đôn đốc việc thực hiện;
b) Báo cáo định kỳ hằng năm.
2. Các phòng, ban thuộc thành phố: triển khai nhiệm vụ được giao.
"""
    + END,
    """II.1 | Phòng Lao động - Thương binh và Xã hội | Thành đoàn; Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên | span 2024-2030
II.2 | Thành đoàn | Hội Liên hiệp Thanh niên; Phòng Văn hóa và Thông tin; UBND các xã, phường | yearly 2024-2030 2024-03-31
II.3 | Phòng Nội vụ | | once 2027-2027 2027-12-31; once 2030-2030 2030-12-31""",
)

FIELDS_BY_LETTER = (
    HEADER.format(issuer="XÃ ĐỒNG TÂM", number=33, place="Đồng Tâm", day=2, month=3, year=2026)
    + """
KẾ HOẠCH
Tổ chức các hoạt động hè năm 2026
Thực hiện Công văn số 15/CV-ĐTN ngày 01/02/2026 của Tỉnh đoàn; UBND xã xây dựng Kế hoạch như sau:
A. MỤC ĐÍCH, YÊU CẦU
I. Mục đích
Tạo sân chơi lành mạnh.
B. NỘI DUNG
I. Lễ phát động
1. Nội dung: Phát động sinh hoạt hè.
2. Thời gian: Ngày 01/6/2026.
3. Địa điểm: Nhà văn hóa xã.
4. Đơn vị thực hiện: Đoàn xã.
5. Đơn vị phối hợp: Hội Cựu chiến binh xã; Trường Tiểu học Đồng Tâm.
II. Lớp dạy bơi
1. Thời gian: Từ ngày 10/6/2026 đến ngày 30/7/2026.
2. Đơn vị thực hiện: Trường Trung học cơ sở Đồng Tâm.
3. Đơn vị phối hợp: Trạm Y tế xã và các ấp.
C. TỔ CHỨC THỰC HIỆN
I. Đoàn xã: Là cơ quan thường trực.
II. Công chức Tài chính - Kế toán: Bố trí kinh phí.
"""
    + END,
    """B.I | Đoàn xã | Hội Cựu chiến binh xã; Trường Tiểu học Đồng Tâm | once 2026-2026 2026-06-01
B.II | Trường Trung học cơ sở Đồng Tâm | Trạm Y tế xã; các ấp | once 2026-2026 2026-07-30""",
)

PLAN_WIDE_TIME = (
    HEADER.format(issuer="TỈNH LÂM HÀ", number=211, place="Lâm Hà", day=21, month=8, year=2026)
    + """
KẾ HOẠCH
Phát triển du lịch cộng đồng trên địa bàn tỉnh
Thực hiện Nghị quyết số 12-NQ/TU ngày 05/5/2026 của Tỉnh ủy, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. MỤC TIÊU
Đến năm 2030 có 20 điểm du lịch cộng đồng.
II. PHẠM VI, THỜI GIAN
1. Phạm vi: Toàn tỉnh.
2. Thời gian thực hiện: Từ năm 2026 đến năm 2031.
III. NHIỆM VỤ
1. Khảo sát, lựa chọn điểm
Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch.
Cơ quan phối hợp: UBND các xã, phường; các đơn vị có liên quan.
2. Đào tạo hướng dẫn viên tại điểm
Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch.
Cơ quan phối hợp: Sở Giáo dục và Đào tạo, Sở Nội vụ.
Thời gian thực hiện: hằng năm.
3. Quảng bá
Cơ quan chủ trì: Báo và Phát thanh, Truyền hình tỉnh.
Thời gian thực hiện: 2027 và các năm tiếp theo.
IV. TỔ CHỨC THỰC HIỆN
Sở Văn hóa, Thể thao và Du lịch chủ trì, phối hợp với các cơ quan liên quan triển khai Kế hoạch này; định kỳ báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12 hằng năm.
"""
    + END,
    """III.1 | Sở Văn hóa, Thể thao và Du lịch | UBND các xã, phường; các đơn vị có liên quan | span 2026-2031
III.2 | Sở Văn hóa, Thể thao và Du lịch | Sở Giáo dục và Đào tạo; Sở Nội vụ | yearly 2026-2031
III.3 | Báo và Phát thanh, Truyền hình tỉnh | | yearly 2027-2031""",
)

TAB_TABLE = (
    HEADER.format(issuer="XÃ TÂN HƯNG", number=9, place="Tân Hưng", day=15, month=1, year=2026)
    + """
KẾ HOẠCH
Xây dựng nông thôn mới năm 2026
Ủy ban nhân dân xã ban hành Kế hoạch như sau:
I. MỤC ĐÍCH
1. Giữ vững các tiêu chí.
2. Nâng cao thu nhập.
II. NHIỆM VỤ
Chi tiết tại bảng dưới đây:
TT\tNội dung công việc\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian\tSản phẩm
1\t2\t3\t4\t5\t6
I\tHạ tầng\t\t\t\t
1\tNâng cấp đường ấp 3\tPhòng Kinh tế\tẤp 3\tQuý III/2026\tBiên bản nghiệm thu
2\tSửa nhà văn hóa ấp\tPhòng Văn hóa - Xã hội\tCác ấp; Ủy ban MTTQ Việt Nam xã\tTrước 30/11/2026\tCông trình
II\tMôi trường\t\t\t\t
1\tThu gom rác thải\tPhòng Kinh tế\tHội Nông dân xã, Đoàn xã\tThường xuyên\tBáo cáo
III. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
- Chủ trì tham mưu thực hiện.
"""
    + END,
    """II.I.1 | Phòng Kinh tế | Ấp 3 | once 2026-2026 2026-09-30
II.I.2 | Phòng Văn hóa - Xã hội | Các ấp; Ủy ban MTTQ Việt Nam xã | once 2026-2026 2026-11-30
II.II.1 | Phòng Kinh tế | Hội Nông dân xã; Đoàn xã | yearly 2026-2026 thường xuyên""",
)

BAR_TABLE = (
    """UỶ BAN NHÂN DÂN TỈNH HÀ MY | CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 77/KH-UBND | Hà My, ngày 03 tháng 02 năm 2025

KẾ HOẠCH
Thực hiện công tác dân tộc giai đoạn 2025 - 2026

Uỷ ban nhân dân tỉnh ban hành Kế hoạch như sau:
1. Mục đích
Triển khai kịp thời các chính sách.
2. Nội dung: theo Phụ lục đính kèm.
3. Tổ chức thực hiện
Giao Sở Dân tộc và Tôn giáo theo dõi, đôn đốc các đơn vị thực hiện Kế hoạch này.
Nơi nhận:
- Lưu VT.
TM. UỶ BAN NHÂN DÂN

PHỤ LỤC
DANH MỤC NHIỆM VỤ
| STT | Nhiệm vụ | Đơn vị thực hiện | Đơn vị phối hợp | Thời hạn hoàn thành |
|---|---|---|---|---|
| 1 | Tập huấn cán bộ làm công tác dân tộc | Sở Dân tộc và Tôn giáo | Sở Nội vụ; Trường Chính trị tỉnh | Tháng 6/2025 |
| 2 | Hỗ trợ nhà ở | Sở Xây dựng | UBND các huyện, thị xã, thành phố | Năm 2025-2026 |
| 3 | Kiểm tra việc thực hiện chính sách | Sở Dân tộc và Tôn giáo | | Quý IV hằng năm |
""",
    """Phụ lục.1 | Sở Dân tộc và Tôn giáo | Sở Nội vụ; Trường Chính trị tỉnh | once 2025-2025 2025-06-30
Phụ lục.2 | Sở Xây dựng | UBND các huyện, thị xã, thành phố | span 2025-2026
Phụ lục.3 | Sở Dân tộc và Tôn giáo | | yearly 2025-2026 2025-12-31""",
)

SENTENCES_UNDER_HEADINGS = (
    HEADER.format(issuer="TỈNH BẮC HÀ", number=5, place="Bắc Hà", day=3, month=1, year=2026)
    + """
KẾ HOẠCH
Hành động thực hiện Nghị quyết về phát triển kinh tế tư nhân giai đoạn 2026 - 2030

Thực hiện Nghị quyết số 68-NQ/TW ngày 04/5/2025 của Bộ Chính trị, Ủy ban nhân dân tỉnh ban hành Kế hoạch hành động như sau:

I. MỤC TIÊU
1. Mục tiêu đến năm 2030
Có 15.000 doanh nghiệp.
II. NHIỆM VỤ VÀ GIẢI PHÁP
1. Cải thiện môi trường đầu tư
1.1. Sở Tài chính chủ trì, phối hợp với các sở, ngành, Ủy ban nhân dân cấp xã:
a) Rà soát, cắt giảm thủ tục đầu tư; hoàn thành trong năm 2026.
b) Tổ chức đối thoại với doanh nghiệp định kỳ hằng quý.
1.2. Sở Công Thương chủ trì, phối hợp với Sở Tài chính tham mưu chương trình xúc tiến thương mại hằng năm.
2. Hỗ trợ chuyển đổi số
- Giao Sở Khoa học và Công nghệ chủ trì, phối hợp với Liên minh Hợp tác xã tỉnh triển khai nền tảng số dùng chung, xong trước ngày 31/12/2027.
- Ngân hàng Nhà nước chi nhánh khu vực chủ trì, phối hợp với các tổ chức tín dụng trên địa bàn triển khai gói tín dụng ưu đãi trong giai đoạn 2026 - 2028.
III. TỔ CHỨC THỰC HIỆN
1. Thủ trưởng các sở, ban, ngành căn cứ Kế hoạch này xây dựng chương trình cụ thể.
2. Sở Tài chính chủ trì, phối hợp với các đơn vị theo dõi, đôn đốc việc thực hiện Kế hoạch này.
"""
    + END,
    """II.1.1.a | Sở Tài chính | các sở, ngành; Ủy ban nhân dân cấp xã | once 2026-2026 2026-12-31
II.1.1.b | Sở Tài chính | các sở, ngành; Ủy ban nhân dân cấp xã | yearly 2026-2030 hằng quý
II.1.2 | Sở Công Thương | Sở Tài chính |
II.2.-1 | Sở Khoa học và Công nghệ | Liên minh Hợp tác xã tỉnh | once 2027-2027 2027-12-31
II.2.-2 | Ngân hàng Nhà nước chi nhánh khu vực | các tổ chức tín dụng trên địa bàn | span 2026-2028""",
)

LETTER_GROUPS = (
    """HỘI ĐỒNG PHỐI HỢP PHỔ BIẾN, GIÁO DỤC PHÁP LUẬT
TỈNH NAM TRUNG
Số: 02/KH-HĐPH
Nam Trung, ngày 16 tháng 01 năm 2026
KẾ HOẠCH HOẠT ĐỘNG NĂM 2026
Hội đồng phối hợp phổ biến, giáo dục pháp luật tỉnh ban hành Kế hoạch hoạt động năm 2026 như sau:
I/ MỤC ĐÍCH
1/ Nâng cao vai trò của Hội đồng.
II/ NỘI DUNG
1/ Tham mưu, chỉ đạo
a. Kiện toàn Hội đồng
* Cơ quan chủ trì: Sở Tư pháp
* Cơ quan phối hợp: Các cơ quan, đơn vị là thành viên Hội đồng
* Thời gian thực hiện: khi có thay đổi về nhân sự
b. Họp Hội đồng
* Cơ quan chủ trì: Sở Tư pháp (Cơ quan thường trực Hội đồng)
* Thời gian thực hiện: 6 tháng/lần
2/ Ngày Pháp luật Việt Nam
Tổ chức các hoạt động hưởng ứng Ngày Pháp luật 09/11 thiết thực, hiệu quả.
* Cơ quan chủ trì thực hiện: Sở Tư pháp; Ban Tuyên giáo và Dân vận Tỉnh ủy
* Cơ quan phối hợp thực hiện: Bộ Chỉ huy quân sự tỉnh, Công an tỉnh và Đoàn Luật sư tỉnh
* Thời gian: Tháng 10, 11/2026
III/ TỔ CHỨC THỰC HIỆN
1/ Thành viên Hội đồng: Chỉ đạo cơ quan mình tổ chức thực hiện.
""",
    """II.1.a | Sở Tư pháp | Các cơ quan, đơn vị là thành viên Hội đồng | once None-None
II.1.b | Sở Tư pháp (Cơ quan thường trực Hội đồng) | | yearly 2026-2026 6 tháng/lần
II.2 | Sở Tư pháp; Ban Tuyên giáo và Dân vận Tỉnh ủy | Bộ Chỉ huy quân sự tỉnh; Công an tỉnh; Đoàn Luật sư tỉnh | once 2026-2026 2026-11-30""",
)

SHARED_LABELS = (
    HEADER.format(issuer="TỈNH LÂM HÀ", number=90, place="Lâm Hà", day=1, month=6, year=2025)
    + """
KẾ HOẠCH
Phòng, chống ma tuý giai đoạn 2025 - 2028
Uỷ ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:
I. MỤC TIÊU
1. Giảm số người nghiện.
II. NHIỆM VỤ
1. Tuyên truyền
a) Tổ chức nói chuyện chuyên đề tại trường học.
b) Phát tờ rơi ở khu công nghiệp.
Đơn vị chủ trì: Công an tỉnh.
Đơn vị phối hợp: Sở Giáo dục và Đào tạo; Liên đoàn Lao động tỉnh.
Thời gian: Hằng quý.
2. Cai nghiện
a) Nâng cấp cơ sở cai nghiện.
b) Dạy nghề cho người sau cai.
Đơn vị chủ trì: Sở Y tế.
Thời gian: Từ năm 2026.
III. TỔ CHỨC THỰC HIỆN
1. Công an tỉnh theo dõi, tổng hợp.
"""
    + END,
    """II.1 | Công an tỉnh | Sở Giáo dục và Đào tạo; Liên đoàn Lao động tỉnh | yearly 2025-2028 hằng quý
II.2 | Sở Y tế | | yearly 2026-2028""",
)

LABELS_ON_THE_LINE_ABOVE = (
    """UBND THỊ XÃ K
Số: 15/KH-UBND
K, ngày 15 tháng 5 năm 2025
KẾ HOẠCH
ỨNG PHÓ VỚI BIẾN ĐỔI KHÍ HẬU
GIAI ĐOẠN 2025 - 2030
Căn cứ Quyết định số 1055/QĐ-TTg ngày 20 tháng 7 năm 2020 của Thủ tướng Chính phủ;
UBND thị xã ban hành Kế hoạch như sau:
I. MỤC TIÊU
1. Mục tiêu chung: Nâng cao năng lực.
2. Mục tiêu cụ thể: Đến năm 2030 trồng 100 ha rừng.
II. NHIỆM VỤ TRỌNG TÂM
Nhiệm vụ 1: Nâng cao nhận thức cộng đồng
- Nội dung thực hiện: Tổ chức tuyên truyền, tập huấn.
- Cơ quan chủ trì:
Phòng Tài nguyên và Môi trường
- Cơ quan phối hợp:
Phòng Văn hóa và Thông tin; Đài Truyền thanh - Truyền hình thị xã; UBND các xã, phường
- Thời gian thực hiện:
Hàng năm
- Kết quả: 10 lớp.
Nhiệm vụ 2: Xây dựng kè chống sạt lở
- Nội dung thực hiện: Xây 5 km kè.
- Phân công thực hiện: Phòng Kinh tế chủ trì, phối hợp với Phòng Tài chính - Kế hoạch và UBND các xã ven sông.
- Thời gian thực hiện: 2026 đến 2028.
Nhiệm vụ 3: Trồng rừng
- Trách nhiệm thực hiện: Hạt Kiểm lâm (chủ trì), Phòng Kinh tế, UBND các xã (phối hợp).
- Tiến độ: Hoàn thành trước ngày 31/12/2029.
III. KINH PHÍ
Theo phân cấp ngân sách.
IV. TỔ CHỨC THỰC HIỆN
1. Phòng Tài nguyên và Môi trường
Là cơ quan thường trực, chủ trì phối hợp với các đơn vị tổ chức thực hiện Kế hoạch này.
2. Phòng Tài chính - Kế hoạch
Tham mưu bố trí kinh phí hằng năm.
""",
    """II.1 | Phòng Tài nguyên và Môi trường | Phòng Văn hóa và Thông tin; Đài Truyền thanh - Truyền hình thị xã; UBND các xã, phường | yearly 2025-2030
II.2 | Phòng Kinh tế | Phòng Tài chính - Kế hoạch; UBND các xã ven sông | span 2026-2028
II.3 | Hạt Kiểm lâm | Phòng Kinh tế; UBND các xã | once 2029-2029 2029-12-31""",
)

DIRECTIVE = (
    """THỦ TƯỚNG CHÍNH PHỦ
Số: 15/CT-TTg
Hà Nội, ngày 14 tháng 5 năm 2026
CHỈ THỊ
Về tăng cường công tác phòng cháy, chữa cháy
Thời gian qua, công tác phòng cháy đã có nhiều chuyển biến. Thủ tướng Chính phủ yêu cầu:
1. Bộ Công an:
a) Chủ trì, phối hợp với Bộ Xây dựng, Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương rà soát các công trình, báo cáo Thủ tướng Chính phủ trước ngày 30 tháng 9 năm 2026.
b) Tăng cường kiểm tra, xử lý vi phạm.
2. Bộ Giáo dục và Đào tạo chủ trì, phối hợp với Bộ Công an đưa nội dung phòng cháy vào trường học, hoàn thành trong quý IV năm 2026.
3. Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương chỉ đạo lực lượng chức năng kiểm tra nhà trọ; thực hiện thường xuyên.
4. Giao Bộ Công an theo dõi, đôn đốc việc thực hiện Chỉ thị này.
""",
    """1.a | Bộ Công an | Bộ Xây dựng; Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương | once 2026-2026 2026-09-30
1.b | Bộ Công an |  |
2 | Bộ Giáo dục và Đào tạo | Bộ Công an | once 2026-2026 2026-12-31
3 | Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương |  | yearly None-None thường xuyên""",
)

RESOLUTION = (
    """CHÍNH PHỦ
Số: 01/NQ-CP
Hà Nội, ngày 08 tháng 01 năm 2026
NGHỊ QUYẾT
Về nhiệm vụ, giải pháp chủ yếu thực hiện Kế hoạch phát triển kinh tế - xã hội năm 2026
I. QUAN ĐIỂM
1. Tập trung.
II. NHIỆM VỤ, GIẢI PHÁP
1. Ổn định kinh tế vĩ mô
a) Bộ Tài chính chủ trì, phối hợp với Ngân hàng Nhà nước Việt Nam và các bộ, cơ quan liên quan:
- Điều hành chính sách tài khóa chủ động, linh hoạt; thực hiện trong năm 2026.
- Trình Chính phủ Nghị định về quản lý nợ công trong tháng 6 năm 2026.
b) Ngân hàng Nhà nước Việt Nam điều hành chính sách tiền tệ ổn định.
2. Phát triển hạ tầng
a) Bộ Xây dựng chủ trì hoàn thành 3.000 km đường cao tốc trước ngày 31 tháng 12 năm 2026.
""",
    """II.1.a.-1 | Bộ Tài chính | Ngân hàng Nhà nước Việt Nam; các bộ, cơ quan liên quan | once 2026-2026 2026-12-31
II.1.a.-2 | Bộ Tài chính | Ngân hàng Nhà nước Việt Nam; các bộ, cơ quan liên quan | once 2026-2026 2026-06-30
II.1.b | Ngân hàng Nhà nước Việt Nam |  |
II.2.a | Bộ Xây dựng |  | once 2026-2026 2026-12-31""",
)

EVENT = (
    """UBND PHƯỜNG 5
Số: 8/KH-UBND
Phường 5, ngày 9 tháng 9 năm 2026
KẾ HOẠCH
Tổ chức Ngày hội Đại đoàn kết toàn dân tộc năm 2026
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích: Củng cố khối đại đoàn kết.
II. NỘI DUNG
1. Thời gian: Từ ngày 10/11/2026 đến ngày 18/11/2026.
2. Địa điểm: Nhà văn hóa các khu phố.
3. Thành phần: Đại biểu và nhân dân.
III. PHÂN CÔNG NHIỆM VỤ
1. Công chức Văn hóa - Xã hội
- Chủ trì, tham mưu kế hoạch, hoàn thành trước ngày 15/10/2026.
- Trang trí khánh tiết.
2. Công an phường: Bảo đảm an ninh trật tự trong thời gian diễn ra ngày hội.
3. Đề nghị UBMTTQ Việt Nam phường: Hướng dẫn các khu phố tổ chức.
4. Các khu phố
Vận động nhân dân tham gia.
""",
    """III.1.-1 | Công chức Văn hóa - Xã hội |  | once 2026-2026 2026-10-15
III.1.-2 | Công chức Văn hóa - Xã hội |  | once 2026-2026 2026-11-18
III.2 | Công an phường |  | once 2026-2026 2026-11-18
III.3 | UBMTTQ Việt Nam phường |  | once 2026-2026 2026-11-18
III.4 | Các khu phố |  | once 2026-2026 2026-11-18""",
)

BRACKETS = (
    """UBND XÃ P
Số: 22/KH-UBND
P, ngày 3 tháng 3 năm 2026
KẾ HOẠCH
Công tác dân vận chính quyền năm 2026
I. NỘI DUNG
1. Tổ chức đối thoại giữa người đứng đầu với Nhân dân (Văn phòng HĐND và UBND xã chủ trì, phối hợp với UBMTTQ xã; thời gian: Quý II và Quý IV/2026).
2. Thực hiện quy chế dân chủ ở cơ sở (Công chức Tư pháp - hộ tịch chủ trì; thường xuyên).
3. Xây dựng 02 mô hình dân vận khéo - Đơn vị thực hiện: Phòng Văn hóa - Xã hội - Thời gian hoàn thành: 30/10/2026
II. TỔ CHỨC THỰC HIỆN
1. Các ngành, ấp thực hiện Kế hoạch này.
""",
    """I.1 | Văn phòng HĐND và UBND xã | UBMTTQ xã | once 2026-2026 2026-12-31
I.2 | Công chức Tư pháp - hộ tịch |  | yearly 2026-2026 thường xuyên
I.3 | Phòng Văn hóa - Xã hội |  | once 2026-2026 2026-10-30""",
)

STARRED_FIELDS = (
    """SỞ NỘI VỤ
Số: 500/KH-SNV
X, ngày 12/3/2026
KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2026
Sở Nội vụ ban hành Kế hoạch như sau:
I. MỤC TIÊU
- Nâng cao nhận thức.
II. NỘI DUNG, HÌNH THỨC
1. Tuyên truyền trên báo chí
* Nội dung: Đăng tin, bài về cải cách hành chính.
* Thời gian: Thường xuyên trong năm.
* Cơ quan thực hiện: Văn phòng Sở; các phòng chuyên môn thuộc Sở.
2. Tổ chức cuộc thi trực tuyến
* Nội dung: Thi tìm hiểu.
* Thời gian: Từ tháng 6 đến tháng 8.
* Cơ quan thực hiện: Văn phòng Sở chủ trì, phối hợp với Tỉnh đoàn.
3. Tập huấn
* Thời gian: Dự kiến quý III.
* Đơn vị thực hiện: Phòng Cải cách hành chính.
* Đơn vị phối hợp: Các sở, ban, ngành tỉnh; UBND các xã, phường.
III. KINH PHÍ THỰC HIỆN
Từ nguồn kinh phí được giao năm 2026.
IV. TỔ CHỨC THỰC HIỆN
1. Văn phòng Sở: Đầu mối tham mưu.
""",
    """II.1 | Văn phòng Sở; các phòng chuyên môn thuộc Sở |  | yearly 2026-2026 thường xuyên
II.2 | Văn phòng Sở | Tỉnh đoàn | once 2026-2026 2026-08-31
II.3 | Phòng Cải cách hành chính | Các sở, ban, ngành tỉnh; UBND các xã, phường | once 2026-2026 2026-09-30""",
)

ALL = {
    name: value
    for name, value in sorted(globals().items())
    if name.isupper() and isinstance(value, tuple)
}
