"""Words that name what is measured: the heads of indicators, and the sizes that things have."""

import re

INDICATOR = re.compile(
    r"(?:tỷ lệ|tỉ lệ|tốc độ|số|tổng|thu(?! hút| hồi)|chi|kim ngạch|grdp|gdp|fdi|cpi|oda|pci|sản lượng|giá trị|"
    r"diện tích|chỉ số|năng suất|"
    r"vốn|doanh thu|lượng|mức|kinh phí|dư nợ|nợ|giải ngân|tăng trưởng|thu nhập|huy động|cơ cấu|độ|"
    r"khu vực|công nghiệp|dịch vụ|xuất khẩu|nhập khẩu|hộ nghèo|quy mô|công suất|bội chi)(?!\w)",
    re.IGNORECASE,
)
# What has a size of its own and says not of what: "…, tổng mức đầu tư 3 tỷ đồng".
ATTRIBUTE = (
    r"(?:(?:tổng )?(?:mức đầu tư|vốn(?: đầu tư)?|kinh phí|số tiền|trị giá|công suất|quy mô|diện tích|"
    r"dư nợ)|giá)"
)
# "4 thôn, buôn", "12 sở, ngành": a second noun that is counted with the first.
SECOND_NOUN = re.compile(
    r"(?:\s*,\s+(?:buôn|bản|ấp|ngành|thị xã|công chức|viên chức|tờ trình|cá nhân|"
    r"chi bộ|thị trấn|phường|đoàn thể|thành phố|thành(?= [A-ZĐ]| của| trong| phía)|hợp tác xã)(?!\w))+"
)
